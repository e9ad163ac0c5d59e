package org.tensair.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.tensair.api.DType;
import org.tensair.api.Model;
import org.tensair.api.RowBlock;
import org.tensair.api.TensorSpec;
import org.tensair.api.spi.LoadedModel;
import org.tensair.api.spi.ModelCard;
import org.tensair.api.spi.ModelReplica;
import org.tensair.api.spi.ModelUpdate;
import org.tensair.api.spi.ReplicaSettings;
import org.tensair.api.spi.Score;
import org.tensair.tensorflow.TensorFlowRuntime;

/** What the calls on the main example's model cost with its mini-batches of 96 rows. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@State(Scope.Thread)
public class FlightsModelBenchmark {

  private static final int ROWS = 96;
  private static final int CATEGORIES = 904;

  private final LoadedModel model =
      new TensorFlowRuntime().load(Model.at(Main.home("models/flights")));
  private final ModelReplica replica = model.replica(new ReplicaSettings(0, ROWS, "cpu"));
  private final RowBlock features = new RowBlock(model.card().features(), ROWS);
  private final RowBlock outputs = new RowBlock(model.card().outputs(), ROWS);
  private final RowBlock labels =
      new RowBlock(model.card().labels().stream().map(ModelCard.Label::tensor).toList(), ROWS);
  private final float[] weights = new float[ROWS];
  private final Score score = new Score(ROWS, model.card().metrics().size());
  private final ModelUpdate update;

  /** Fills a mini-batch. */
  public FlightsModelBenchmark() {
    Random random = new Random(1);
    Arrays.fill(weights, 1);
    fill(features, random);
    for (int row = 0; row < ROWS; row++) {
      labels.at(row).putFloat(0, 0, random.nextInt(2));
    }
    update = replica.train(features, labels, weights, ROWS, 1, 1);
  }

  private static void fill(RowBlock block, Random random) {
    List<TensorSpec> specs = block.specs();
    for (int row = 0; row < ROWS; row++) {
      block.at(row);
      for (int tensor = 0; tensor < specs.size(); tensor++) {
        for (int element = 0; element < specs.get(tensor).elementsPerRow(); element++) {
          if (specs.get(tensor).type() == DType.FLOAT32) {
            block.putFloat(tensor, element, (float) random.nextGaussian());
          } else {
            block.putInt(tensor, element, random.nextInt(CATEGORIES));
          }
        }
      }
    }
  }

  /** Frees all. */
  @TearDown
  public void close() {
    update.release();
    replica.close();
    model.close();
  }

  /** Predicts. */
  @Benchmark
  public void predict() {
    replica.predict(features, ROWS, outputs);
  }

  /** Scores what was predicted. */
  @Benchmark
  public float score() {
    replica.score(outputs, labels, weights, ROWS, score);
    return score.losses()[0];
  }

  /** Trains, and frees the update. */
  @Benchmark
  public boolean train() {
    ModelUpdate made = replica.train(features, labels, weights, ROWS, 1, 1);
    made.release();
    return made.finite();
  }

  /** Applies another mini-batch's update. */
  @Benchmark
  public void apply() {
    replica.apply(update, 1);
  }
}
