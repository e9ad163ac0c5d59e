package org.tensair.exchange.simulation;

import java.util.List;
import org.tensair.exchange.Cut;
import org.tensair.exchange.Frame;

/**
 * Something that must hold whatever the network does. Told of everything that happens in a
 * simulation; throws {@link InvariantViolation} as soon as it does not hold.
 */
interface Invariant {

  /** A replica is about to train on a mini-batch and to publish its update. */
  default void trains(SimulatedReplica replica, LedgerUpdate update) {}

  /** A replica has scored one of its mini-batches, whose newest row this is. */
  default void scored(SimulatedReplica replica, long recordIndex) {}

  /** A replica has met a marker. */
  default void cutBegins(SimulatedReplica replica, long marker) {}

  /** A replica's cut is complete and not yet closed. */
  default void cutCompletes(SimulatedReplica replica, long marker, Cut cut) {}

  /** A replica has applied a peer's frame; its clock does not contain it yet. */
  default void applied(SimulatedReplica replica, Frame frame) {}

  /** A replica predicts a row of this event time with the weights it has. */
  default void predicted(SimulatedReplica replica, long time) {}

  /** A replica has been waiting for its peers for so many virtual nanoseconds. */
  default void waited(SimulatedReplica replica, long nanos) {}

  /** All replicas are at rest. */
  default void atRest(List<SimulatedReplica> replicas) {}

  /** After rest, all exchanges were closed and nothing is on its way. */
  default void closed() {}

  /** Fails this invariant. */
  default InvariantViolation violation(String detail) {
    return new InvariantViolation(getClass().getSimpleName(), detail, null);
  }
}
