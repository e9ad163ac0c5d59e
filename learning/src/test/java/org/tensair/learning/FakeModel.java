package org.tensair.learning;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.tensair.api.DType;
import org.tensair.api.RowBlock;
import org.tensair.api.TensorSpec;
import org.tensair.api.spi.LoadedModel;
import org.tensair.api.spi.ModelCard;
import org.tensair.api.spi.ModelReplica;
import org.tensair.api.spi.ModelUpdate;
import org.tensair.api.spi.ReplicaSettings;
import org.tensair.api.spi.Score;
import org.tensair.api.spi.Variables;

/** A model in plain Java with one vector of weights; counts what was called and not freed. */
abstract class FakeModel implements LoadedModel {

  final AtomicLong liveUpdates = new AtomicLong();
  final AtomicLong openReplicas = new AtomicLong();
  final List<FakeReplica> replicas = new CopyOnWriteArrayList<>();
  private final ModelCard card;

  FakeModel(TensorSpec feature, int weights) {
    TensorSpec variable = new TensorSpec("weights", DType.FLOAT32, List.of((long) weights));
    card =
        new ModelCard(
            1,
            "fake",
            "0",
            Map.of(),
            List.of(feature),
            List.of(new TensorSpec("p", DType.FLOAT32, List.of(-1L, 1L))),
            List.of(
                new ModelCard.Label(
                    new TensorSpec("y", DType.FLOAT32, List.of(-1L, 1L)), "sample_weight")),
            List.of(new ModelCard.Variable(variable, ModelCard.Role.TRAINABLE, true, null)),
            "sgd",
            List.of(new ModelCard.Metric("error", "error_sum", "error_count")),
            ModelCard.Payload.UPDATES,
            true,
            true,
            Map.of());
  }

  /** A replica of this kind of model. */
  abstract FakeReplica make();

  @Override
  public ModelCard card() {
    return card;
  }

  @Override
  public ModelReplica replica(ReplicaSettings settings) {
    FakeReplica replica = make();
    replicas.add(replica);
    openReplicas.incrementAndGet();
    return replica;
  }

  @Override
  public void close() {}

  /** What both kinds share. */
  abstract class FakeReplica implements ModelReplica {

    final float[] weights;
    long predictCalls;
    long trainCalls;
    long applyCalls;

    FakeReplica(int size) {
      weights = new float[size];
    }

    /** The prediction of the row at which {@code features} stands. */
    abstract float predict(RowBlock features);

    /** The loss of a prediction. */
    abstract float loss(float predicted, float label);

    /** What the mini-batch changes, not yet applied. */
    abstract FakeUpdate update(RowBlock features, RowBlock labels, int rows, float factor);

    @Override
    public ModelCard card() {
      return card;
    }

    @Override
    public void predict(RowBlock features, int rows, RowBlock outputs) {
      predictCalls++;
      for (int row = 0; row < rows; row++) {
        features.at(row);
        float value = predict(features);
        outputs.at(row).putFloat(0, 0, value);
      }
    }

    @Override
    public void score(RowBlock outputs, RowBlock labels, float[] weight, int rows, Score score) {
      double errors = 0;
      for (int row = 0; row < rows; row++) {
        float predicted = outputs.at(row).getFloat(0, 0);
        float label = labels.at(row).getFloat(0, 0);
        score.losses()[row] = loss(predicted, label);
        errors += predicted > 0.5f == label > 0.5f ? 0 : 1;
      }
      score.metricSums()[0] = errors;
      score.metricCounts()[0] = rows;
    }

    @Override
    public ModelUpdate train(
        RowBlock features,
        RowBlock labels,
        float[] weight,
        int rows,
        float factor,
        float meanStateScale) {
      trainCalls++;
      FakeUpdate update = update(features, labels, rows, factor);
      if (update.finite()) {
        add(update);
      }
      return update;
    }

    @Override
    public void apply(ModelUpdate update, long miniBatches) {
      applyCalls++;
      if (update instanceof FakeUpdate fake) {
        add(fake);
        return;
      }
      IntBuffer indices = update.tensor(0).asIntBuffer();
      FloatBuffer values = update.tensor(1).asFloatBuffer();
      while (indices.hasRemaining()) {
        weights[indices.get()] += values.get();
      }
    }

    private void add(FakeUpdate update) {
      update.requireAlive();
      for (int i = 0; i < update.indices.length; i++) {
        weights[update.indices[i]] += update.values[i];
      }
    }

    @Override
    public void setLearningRateScale(float scale) {}

    @Override
    public Variables variables() {
      ByteBuffer values = ByteBuffer.allocate(4 * weights.length).order(ByteOrder.nativeOrder());
      values.asFloatBuffer().put(weights);
      return new Variables(List.of(card.variables().get(0).tensor()), List.of(values));
    }

    @Override
    public void setVariables(Variables variables) {
      variables.values().get(0).asFloatBuffer().get(weights);
    }

    @Override
    public void save(Path directory) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      openReplicas.decrementAndGet();
    }
  }
}
