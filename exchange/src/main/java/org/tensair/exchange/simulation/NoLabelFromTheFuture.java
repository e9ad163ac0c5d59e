package org.tensair.exchange.simulation;

/** The weights that predict a row contain no label known after the row's prediction time. */
final class NoLabelFromTheFuture implements Invariant {

  @Override
  public void predicted(SimulatedReplica replica, long time) {
    long newest = replica.ledger().newestLabelTime();
    if (newest > time) {
      throw violation(
          "replica "
              + replica.rank()
              + " predicts a row of time "
              + time
              + " with a label of time "
              + newest
              + ".");
    }
  }
}
