package org.tensair.exchange.simulation;

import org.tensair.exchange.Frame;

/** Nothing that is not finite is trained, sent or applied. */
final class OnlyFinite implements Invariant {

  @Override
  public void trains(SimulatedReplica replica, LedgerUpdate update) {
    if (!update.finite()) {
      throw violation("replica " + replica.rank() + " published " + update.rows() + ".");
    }
  }

  @Override
  public void applied(SimulatedReplica replica, Frame frame) {
    if (frame.payload() != null && !frame.payload().finite()) {
      throw violation(
          "replica " + replica.rank() + " applied a frame of replica " + frame.origin() + ".");
    }
  }
}
