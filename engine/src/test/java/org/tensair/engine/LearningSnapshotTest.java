package org.tensair.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tensair.api.LearnOptions.within;
import static org.tensair.api.On.on;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tensair.api.Execution;
import org.tensair.api.LearnOptions;
import org.tensair.api.LearningResult;
import org.tensair.api.Mode;
import org.tensair.api.Model;
import org.tensair.api.Pipeline;
import org.tensair.api.Prediction;
import org.tensair.api.RunOptions;
import org.tensair.api.SnapshotOptions;
import org.tensair.testkit.LedgerReplica;

/** Training runs that are given up and started again: every row is trained on exactly once. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LearningSnapshotTest {

  private static final long SEED = Long.getLong("seed", 21);
  private static final int ROWS = 3_000;

  private final Path directory;

  LearningSnapshotTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @RepeatedTest(6)
  void everyRowIsTrainedOnOnceAndPredictedOnce(RepetitionInfo round) throws Exception {
    long seed = SEED + round.getCurrentRepetition();
    Random random = new Random(seed);
    String model = "snapshots" + seed + "-" + ROWS;
    List<List<Reading>> samples = List.of(readings(1), readings(1));
    List<List<Reading>> labels = List.of(readings(7), readings(7));
    TransactionalSink<Prediction<Reading>> predictions = new TransactionalSink<>("out", false);

    StringBuilder runs = new StringBuilder();
    LearningResult result = null;
    while (result == null) {
      int workers = 1 + random.nextInt(3);
      int replicas = 1 + random.nextInt(3);
      runs.append(' ').append(workers).append('/').append(replicas);
      SnapshotOptions snapshots =
          SnapshotOptions.in(directory).every(ofMillis(random.nextInt(30))).restored();
      Pipeline pipeline = pipeline(model, samples, labels, replicas, predictions);
      RunOptions options = RunOptions.defaults().workers(workers).snapshots(snapshots);
      try (Execution execution = pipeline.start(options)) {
        if (execution.await(ofMillis(30 + random.nextInt(150) + 10L * runs.length()))) {
          result = execution.learning().get("learn");
        } else if (random.nextInt(3) == 0) {
          execution.stop();
          execution.await();
        }
      }
    }

    String what = "seed " + seed + ", workers/replicas" + runs;
    for (LedgerReplica replica : LedgerRuntime.loaded(model).replicas()) {
      assertThat(replica.counts()).as(what).containsOnly(1);
    }
    assertThat(predictions.records())
        .as(what)
        .extracting(prediction -> prediction.sample().value())
        .doesNotHaveDuplicates()
        .hasSize(ROWS);
    assertThat(result.predicted()).as(what).isEqualTo(ROWS);
    assertThat(result.labelled()).as(what).isEqualTo(ROWS);
    assertThat(result.unmatched()).as(what).isZero();
  }

  private static Pipeline pipeline(
      String model,
      List<List<Reading>> samples,
      List<List<Reading>> labels,
      int replicas,
      TransactionalSink<Prediction<Reading>> predictions) {
    Pipeline pipeline = Pipeline.named("ledger");
    org.tensair.api.Stream<Reading> known =
        pipeline.read(new PacedSource("labels", halves(labels), true));
    pipeline
        .read(new PacedSource("samples", halves(samples), true))
        .learn(
            new Model(model),
            context -> (reading, row) -> row.putInt(0, 0, reading.value()),
            (LearnOptions<Reading, Reading> options) ->
                options
                    .labels(
                        known,
                        on(Reading::key, Reading::key),
                        within(ofSeconds(10)),
                        (label, row) -> row.putFloat(0, 0, 1))
                    .batchSize(16)
                    .replicas(replicas)
                    .mode(Mode.ALWAYS_TRAIN))
        .named("learn")
        .predictions()
        .to(predictions);
    return pipeline;
  }

  /** Even readings in one split, odd ones in the other. */
  private static List<List<Reading>> halves(List<List<Reading>> all) {
    List<Reading> even = new ArrayList<>();
    List<Reading> odd = new ArrayList<>();
    for (Reading each : all.get(0)) {
      (each.value() % 2 == 0 ? even : odd).add(each);
    }
    return List.of(even, odd);
  }

  private static List<Reading> readings(long delay) {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      readings.add(Reading.of("row " + i, i / 3 + delay, i));
    }
    return readings;
  }
}
