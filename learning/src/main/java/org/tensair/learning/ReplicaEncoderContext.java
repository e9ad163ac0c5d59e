package org.tensair.learning;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tensair.api.EncoderContext;
import org.tensair.api.OnlineScaler;
import org.tensair.api.TensorSpec;

/** What the encoder of one replica gets when it is made; closed afterwards. */
final class ReplicaEncoderContext implements EncoderContext {

  private final List<TensorSpec> features;
  private final ScalerStatistics statistics;
  private final Set<String> scalers = new HashSet<>();
  private boolean closed;

  ReplicaEncoderContext(List<TensorSpec> features, ScalerStatistics statistics) {
    this.features = features;
    this.statistics = statistics;
  }

  @Override
  public List<TensorSpec> features() {
    return features;
  }

  @Override
  public int feature(String name) {
    for (int i = 0; i < features.size(); i++) {
      if (features.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "Feature: found \"" + name + "\", required one of the model's features " + features + ".");
  }

  @Override
  public OnlineScaler scaler(String name, int width) {
    if (closed) {
      throw new IllegalStateException(
          "Scaler \"" + name + "\": asked for after the encoder was made; ask when it is made.");
    }
    if (width < 1) {
      throw new IllegalArgumentException(
          "Scaler \"" + name + "\": found width " + width + ", required 1 or more.");
    }
    if (!scalers.add(name)) {
      throw new IllegalArgumentException(
          "Scaler \"" + name + "\": found twice in one encoder; required a name of its own.");
    }
    return statistics.scaler(name, width);
  }

  /** No more scalers: their columns are what the replicas exchange from now on. */
  void close() {
    closed = true;
  }
}
