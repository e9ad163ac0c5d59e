package org.tensair.exchange.simulation;

import java.util.Arrays;
import java.util.List;

/** When the stream rests, all replicas hold the same weights and the same clock. */
final class AgreeAtRest implements Invariant {

  @Override
  public void atRest(List<SimulatedReplica> replicas) {
    SimulatedReplica first = replicas.get(0);
    for (SimulatedReplica replica : replicas) {
      if (!Arrays.equals(replica.ledger().entries(), first.ledger().entries())
          || !replica.exchange().clock().equals(first.exchange().clock())) {
        throw violation(
            "replica "
                + replica.rank()
                + " has clock "
                + replica.exchange().clock()
                + " and other weights than replica 0 with "
                + first.exchange().clock()
                + ".");
      }
    }
  }
}
