package org.tensair.learning;

import java.util.SplittableRandom;
import org.tensair.api.RowBlock;

/**
 * The newest labelled rows of a replica, from which mini-batches are drawn to be trained on once
 * more. Features and labels only: nothing that is drawn here can be scored.
 */
final class ReplayRows {

  private final RowBlock features;
  private final RowBlock labels;
  private final SplittableRandom random;
  private long added;

  /**
   * @param features a block of the features' shape
   * @param labels a block of the labels' shape
   * @param capacity how many rows are kept
   */
  ReplayRows(RowBlock features, RowBlock labels, int capacity, long seed) {
    this.features = new RowBlock(features.specs(), capacity);
    this.labels = new RowBlock(labels.specs(), capacity);
    this.random = new SplittableRandom(seed);
  }

  /** Keeps the first {@code rows} rows of a mini-batch, in place of the oldest. */
  void add(RowBlock batchFeatures, RowBlock batchLabels, int rows) {
    for (int row = 0; row < rows; row++) {
      int to = (int) (added++ % features.capacity());
      features.copyRow(batchFeatures, row, to);
      labels.copyRow(batchLabels, row, to);
    }
  }

  /** Draws {@code rows} of the kept rows, with repetition; there must be one. */
  void draw(RowBlock batchFeatures, RowBlock batchLabels, int rows) {
    int kept = (int) Math.min(added, features.capacity());
    for (int row = 0; row < rows; row++) {
      int from = random.nextInt(kept);
      batchFeatures.copyRow(features, from, row);
      batchLabels.copyRow(labels, from, row);
    }
  }
}
