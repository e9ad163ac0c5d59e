package org.tensair.exchange.simulation;

import java.util.List;

/**
 * When a replica starts a mini-batch, no live peer lacks more than s of those before it. A peer
 * that was suspected before is exempt until the end, since it may still be catching up.
 */
final class BoundHolds implements Invariant {
  private final List<SimulatedReplica> replicas;
  private final SimulatedNetwork network;
  private final int bound;

  BoundHolds(List<SimulatedReplica> replicas, SimulatedNetwork network, int bound) {
    this.replicas = replicas;
    this.network = network;
    this.bound = bound;
  }

  @Override
  public void trains(SimulatedReplica replica, LedgerUpdate update) {
    if (replica.exchange().counters().suspicions() > 0) {
      return;
    }
    int self = replica.rank();
    long published = replica.exchange().clock().sequence(self) + 1;
    for (SimulatedReplica peer : replicas) {
      if (peer.rank() == self) {
        continue;
      }
      // Applied, unless event time keeps it back: then having arrived is enough.
      boolean mayHold = peer.exchange().eventTime() < Long.MAX_VALUE;
      long has =
          mayHold
              ? network.delivered(self, peer.rank())
              : peer.exchange().clock().sequence(self) + 1;
      if (published - has > bound) {
        throw violation(
            "replica "
                + self
                + " starts mini-batch "
                + published
                + " while replica "
                + peer.rank()
                + " has "
                + has
                + ", required at most "
                + bound
                + " missing.");
      }
    }
  }
}
