package org.tensair.learning;

import java.util.List;
import org.tensair.api.DType;
import org.tensair.api.RowBlock;
import org.tensair.api.TensorSpec;

/**
 * A table in which each example adds 1 to its own row, and which predicts what stands there: after
 * any run in which every example was trained once, all replicas hold 1 everywhere.
 */
final class LedgerModel extends FakeModel {

  private final int rows;

  LedgerModel(int rows) {
    super(new TensorSpec("row", DType.INT32, List.of(-1L, 1L)), rows);
    this.rows = rows;
  }

  @Override
  FakeReplica make() {
    return new Ledger();
  }

  private final class Ledger extends FakeReplica {

    Ledger() {
      super(rows);
    }

    @Override
    float predict(RowBlock features) {
      return weights[features.getInt(0, 0)];
    }

    @Override
    float loss(float predicted, float label) {
      return Math.abs(predicted - label);
    }

    @Override
    FakeUpdate update(RowBlock features, RowBlock labels, int count, float factor) {
      int[] indices = new int[count];
      float[] ones = new float[count];
      for (int row = 0; row < count; row++) {
        indices[row] = features.at(row).getInt(0, 0);
        ones[row] = 1;
      }
      return new FakeUpdate(indices, ones, true, liveUpdates);
    }
  }
}
