package org.tensair.learning;

import java.util.List;
import org.tensair.api.DType;
import org.tensair.api.RowBlock;
import org.tensair.api.TensorSpec;

/** A logistic regression with plain gradient descent. */
class LogisticModel extends FakeModel {

  private final int width;
  private final float rate;

  LogisticModel(int width, float rate) {
    super(new TensorSpec("x", DType.FLOAT32, List.of(-1L, (long) width)), width + 1);
    this.width = width;
    this.rate = rate;
  }

  @Override
  FakeReplica make() {
    return new Logistic();
  }

  private final class Logistic extends FakeReplica {

    Logistic() {
      super(width + 1);
    }

    @Override
    float predict(RowBlock features) {
      double sum = weights[width];
      for (int i = 0; i < width; i++) {
        sum += weights[i] * features.getFloat(0, i);
      }
      return (float) (1 / (1 + Math.exp(-sum)));
    }

    @Override
    float loss(float predicted, float label) {
      double p = Math.min(Math.max(predicted, 1e-7), 1 - 1e-7);
      return (float) -(label * Math.log(p) + (1 - label) * Math.log(1 - p))
          + (Float.isNaN(predicted) ? Float.NaN : 0);
    }

    @Override
    FakeUpdate update(RowBlock features, RowBlock labels, int rows, float factor) {
      int[] indices = new int[width + 1];
      float[] change = new float[width + 1];
      boolean finite = true;
      for (int i = 0; i <= width; i++) {
        indices[i] = i;
      }
      for (int row = 0; row < rows; row++) {
        features.at(row);
        float error = predict(features) - labels.at(row).getFloat(0, 0);
        for (int i = 0; i <= width; i++) {
          float x = i == width ? 1 : features.getFloat(0, i);
          change[i] -= rate * factor * error * x / rows;
        }
      }
      for (float value : change) {
        finite &= Float.isFinite(value);
      }
      return new FakeUpdate(indices, change, finite, liveUpdates);
    }
  }
}
