package org.tensair.exchange.simulation;

/**
 * A model that proves exactly-once training: each example adds 1 to its own entry, so that any
 * example lost or applied twice stays visible.
 */
final class Ledger {
  private final int[] entries;
  private long newestLabelTime = Long.MIN_VALUE;
  private double rowsSeen;

  Ledger(int rows) {
    entries = new int[rows];
  }

  /** Applies a mini-batch's change, of this replica or of another. */
  void apply(LedgerUpdate update) {
    for (int row : update.rows()) {
      entries[row]++;
    }
    newestLabelTime = Math.max(newestLabelTime, update.newestLabelTime());
  }

  /** Merges a change of the statistics, of this replica or of another. */
  void count(double rows) {
    rowsSeen += rows;
  }

  int[] entries() {
    return entries;
  }

  /** The newest label in the weights. */
  long newestLabelTime() {
    return newestLabelTime;
  }

  double rowsSeen() {
    return rowsSeen;
  }
}
