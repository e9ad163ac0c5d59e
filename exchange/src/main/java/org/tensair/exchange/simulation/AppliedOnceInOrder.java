package org.tensair.exchange.simulation;

import org.tensair.exchange.Frame;

/** A gradient is applied at most once per replica, in its origin's order. */
final class AppliedOnceInOrder implements Invariant {
  private final int replicas;
  private final long[] next;

  AppliedOnceInOrder(int replicas) {
    this.replicas = replicas;
    this.next = new long[replicas * replicas];
  }

  @Override
  public void applied(SimulatedReplica replica, Frame frame) {
    if (frame.isHeartbeat()) {
      return;
    }
    int pair = replica.rank() * replicas + frame.origin();
    if (frame.first() != next[pair]) {
      throw violation(
          "replica "
              + replica.rank()
              + " applied mini-batch "
              + frame.first()
              + " of replica "
              + frame.origin()
              + ", required "
              + next[pair]
              + ".");
    }
    next[pair] = frame.last() + 1;
  }
}
