package org.tensair.learning;

import org.tensair.api.RowBlock;

/**
 * A mini-batch that was not learnt because a gradient was not finite, kept for inspection.
 *
 * @param recordIndex of its newest row
 * @param features its first {@code rows} rows; a copy
 * @param labels likewise
 */
public record RefusedBatch(long recordIndex, RowBlock features, RowBlock labels, int rows) {

  static RefusedBatch copyOf(long recordIndex, RowBlock features, RowBlock labels, int rows) {
    RefusedBatch copy =
        new RefusedBatch(
            recordIndex,
            new RowBlock(features.specs(), rows),
            new RowBlock(labels.specs(), rows),
            rows);
    for (int row = 0; row < rows; row++) {
      copy.features.copyRow(features, row, row);
      copy.labels.copyRow(labels, row, row);
    }
    return copy;
  }
}
