package org.tensair.cli;

import java.util.List;
import java.util.Map;
import org.tensair.api.DType;
import org.tensair.api.Model;
import org.tensair.api.TensorSpec;
import org.tensair.api.spi.LoadedModel;
import org.tensair.api.spi.ModelCard;
import org.tensair.api.spi.ModelException;
import org.tensair.api.spi.ModelReplica;
import org.tensair.api.spi.ModelRuntime;
import org.tensair.api.spi.ReplicaSettings;

/** A runtime whose models have a card, and no replica. */
final class FakeModels implements ModelRuntime {

  @Override
  public LoadedModel load(Model model) {
    return new Loaded(model);
  }

  private record Loaded(Model model) implements LoadedModel {

    @Override
    public ModelCard card() {
      TensorSpec kernel = new TensorSpec("dense/kernel", DType.FLOAT32, List.of(3L, 2L));
      TensorSpec steps = new TensorSpec("iteration", DType.INT64, List.of());
      TensorSpec x = new TensorSpec("x", DType.FLOAT32, List.of(-1L, 3L));
      TensorSpec y = new TensorSpec("y", DType.FLOAT32, List.of(-1L, 2L));
      return new ModelCard(
          1,
          "small",
          "sha256:00",
          Map.of("keras", "3.15.1"),
          List.of(x),
          List.of(y),
          List.of(new ModelCard.Label(y, "y_weight")),
          List.of(
              new ModelCard.Variable(
                  kernel, ModelCard.Role.TRAINABLE, true, new ModelCard.Exchange(0, true)),
              new ModelCard.Variable(steps, ModelCard.Role.COUNTER, true, null)),
          "sgd",
          List.of(new ModelCard.Metric("accuracy", "accuracy_sum", "accuracy_count")),
          ModelCard.Payload.UPDATES,
          true,
          true,
          Map.of("predict", new ModelCard.Signature(List.of(x), List.of(y))));
    }

    @Override
    public ModelReplica replica(ReplicaSettings settings) {
      throw new ModelException(
          model.directory() + ": signature train:\n  found no input y_weight,\n  required one");
    }

    @Override
    public void close() {}
  }
}
