package org.tensair.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.tensair.api.LearnOptions.within;
import static org.tensair.api.Lookup.latest;
import static org.tensair.api.On.on;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tensair.api.EncoderFactory;
import org.tensair.api.Execution;
import org.tensair.api.ExecutionFailedException;
import org.tensair.api.LearnOptions;
import org.tensair.api.Learning;
import org.tensair.api.LearningResult;
import org.tensair.api.Mode;
import org.tensair.api.Model;
import org.tensair.api.Pipeline;
import org.tensair.api.PlanException;
import org.tensair.api.Prediction;
import org.tensair.api.RunOptions;
import org.tensair.api.Step;
import org.tensair.testkit.LedgerReplica;

/** Samples and labels on their way to the replicas of a ledger model, and what comes back. */
class LearnTest {

  /** A sample's value is the ledger row that it reads and, with its label, adds 1 to. */
  private static final EncoderFactory<Reading> ENCODER =
      context -> (reading, row) -> row.putInt(0, 0, reading.value());

  @Test
  void everySampleIsPredictedAndTrainedOnExactlyOnce() throws Exception {
    int rows = 20_000;
    Pipeline pipeline = Pipeline.named("ledger");
    CollectingSink<Prediction<Reading>> predictions = new CollectingSink<>("predictions");
    CollectingSink<Step> steps = new CollectingSink<>("steps");
    Learning<Reading> learning =
        learn(pipeline, "everything-" + rows, samples(rows), labels(rows, 5), 3, 32);
    learning.predictions().to(predictions);
    learning.steps().to(steps);

    Execution execution = pipeline.start(RunOptions.defaults());
    execution.await();

    for (LedgerReplica replica : LedgerRuntime.loaded("everything-" + rows).replicas()) {
      assertThat(replica.counts()).containsOnly(1);
    }
    assertThat(predictions.records())
        .extracting(prediction -> prediction.sample().value())
        .doesNotHaveDuplicates()
        .hasSize(rows);
    assertThat(steps.records().stream().mapToInt(Step::rows).sum()).isEqualTo(rows);
    LearningResult result = execution.learning().get("learn");
    assertThat(result).isNotNull();
    assertThat(result.predicted()).isEqualTo(rows);
    assertThat(result.labelled()).isEqualTo(rows);
    assertThat(result.unmatched()).isZero();
    assertThat(result.labelLeadSecondsMax()).isLessThanOrEqualTo(0);
    assertThat(LedgerRuntime.loaded("everything-" + rows).closed()).isTrue();
  }

  @Test
  void aSampleIsPredictedBeforeItsInstantsLabelsAreTrainedOn() throws Exception {
    Pipeline pipeline = Pipeline.named("ties");
    CollectingSink<Prediction<Reading>> predictions = new CollectingSink<>("predictions");
    // The label source comes first, and so is emitted first.
    org.tensair.api.Stream<Reading> labels =
        pipeline.read(ListSource.of("labels", Reading.of("a", 20, 0)));
    org.tensair.api.Stream<Reading> samples =
        pipeline.read(
            ListSource.of(
                "samples", Reading.of("a", 10, 0), Reading.of("b", 20, 0), Reading.of("c", 21, 0)));
    samples
        .learn(
            new Model("ties-1"),
            ENCODER,
            (LearnOptions<Reading, Reading> options) -> options(options, labels, 1, 1))
        .predictions()
        .to(predictions);

    pipeline.start(RunOptions.defaults()).await();

    assertThat(predictions.records())
        .extracting(prediction -> prediction.sample().key() + prediction.value(0))
        .containsExactly("a0.0", "b0.0", "c1.0");
    assertThat(predictions.times()).containsExactly(10L, 20L, 21L);
  }

  @Test
  void oneReplicaGivesTheSameInEveryRun() throws Exception {
    List<List<String>> runs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Pipeline pipeline = Pipeline.named("repeated");
      CollectingSink<Prediction<Reading>> predictions = new CollectingSink<>("predictions");
      CollectingSink<Step> steps = new CollectingSink<>("steps");
      Learning<Reading> learning =
          learn(pipeline, "repeated-3000", samples(3_000), labels(3_000, 7), 1, 16);
      learning.predictions().to(predictions);
      learning.steps().to(steps);
      pipeline.start(RunOptions.defaults()).await();
      runs.add(
          Stream.concat(
                  predictions.records().stream()
                      .map(prediction -> prediction + " " + prediction.modelVersion()),
                  steps.records().stream().map(Step::toString))
              .toList());
    }

    assertThat(runs.get(0)).hasSizeGreaterThan(3_000);
    assertThat(runs.get(1)).isEqualTo(runs.get(0));
    assertThat(runs.get(2)).isEqualTo(runs.get(0));
  }

  @Test
  void aModelThatCannotBeLoadedFailsItsStage() {
    Pipeline pipeline = Pipeline.named("broken");
    learn(pipeline, "broken-1", samples(10), labels(10, 5), 2, 32);

    ExecutionFailedException failure = failureOf(pipeline);

    assertThat(failure.stage()).isEqualTo("learn");
    assertThat(failure).hasMessageContaining("opening the model").hasMessageContaining("broken-1");
  }

  @Test
  void aFailingReplicaFailsItsStage() {
    Pipeline pipeline = Pipeline.named("failing");
    // A sample for a row that the ledger does not have.
    learn(pipeline, "failing-10", samples(5_000), labels(5_000, 5), 2, 32);

    ExecutionFailedException failure = failureOf(pipeline);

    assertThat(failure.stage()).isEqualTo("learn");
    assertThat(failure).hasMessageContaining("replica ").hasMessageContaining("required 0 to 9");
    assertThat(LedgerRuntime.loaded("failing-10").closed()).isTrue();
  }

  @Test
  void aFailureAfterTheModelNamesTheLaterStage() {
    Pipeline pipeline = Pipeline.named("later");
    learn(pipeline, "later-5000", samples(5_000), labels(5_000, 5), 2, 32)
        .predictions()
        .filter(prediction -> prediction.size() == Integer.parseInt("boom"))
        .named("bad")
        .to(new CollectingSink<>("out"));

    assertThat(failureOf(pipeline).stage()).isEqualTo("bad");
  }

  @Test
  void lookupsOfAModelsResultsAreRefused() {
    Pipeline pipeline = Pipeline.named("refused");
    org.tensair.api.Stream<Reading> samples = samples(10).in(pipeline);
    Learning<Reading> learning = learn(pipeline, "refused-10", samples, labels(10, 5), 1, 32);
    learning
        .predictions()
        .filter(prediction -> prediction.value(0) > 0)
        .lookup(
            samples,
            on(prediction -> prediction.sample().key(), Reading::key),
            latest(ofMillis(1)),
            (prediction, found) -> prediction.sample())
        .named("bad")
        .to(new CollectingSink<>("out"));

    assertThat(
            catchThrowableOfType(PlanException.class, () -> pipeline.start(RunOptions.defaults())))
        .hasMessageContaining(
            "Stage \"bad\": found a stage that needs event time or other workers after a model");
  }

  /** Readings that become a source when a pipeline is there. */
  private record Input(String name, List<Reading> readings) {
    org.tensair.api.Stream<Reading> in(Pipeline pipeline) {
      return pipeline.read(ListSource.of(name, readings));
    }
  }

  private static Input samples(int rows) {
    return new Input("samples", readings(rows, 0));
  }

  private static Input labels(int rows, long delay) {
    return new Input("labels", readings(rows, delay));
  }

  private static List<Reading> readings(int rows, long delay) {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      readings.add(Reading.of("key " + i, i / 3 + delay, i));
    }
    return readings;
  }

  private static Learning<Reading> learn(
      Pipeline pipeline, String model, Input samples, Input labels, int replicas, int batch) {
    return learn(pipeline, model, samples.in(pipeline), labels, replicas, batch);
  }

  private static Learning<Reading> learn(
      Pipeline pipeline,
      String model,
      org.tensair.api.Stream<Reading> samples,
      Input labels,
      int replicas,
      int batch) {
    org.tensair.api.Stream<Reading> labelStream = labels.in(pipeline);
    return samples.learn(
        new Model(model),
        ENCODER,
        (LearnOptions<Reading, Reading> options) -> options(options, labelStream, replicas, batch));
  }

  private static LearnOptions<Reading, Reading> options(
      LearnOptions<Reading, Reading> options,
      org.tensair.api.Stream<Reading> labels,
      int replicas,
      int batch) {
    return options
        .labels(
            labels,
            on(Reading::key, Reading::key),
            within(ofSeconds(1)),
            (label, row) -> row.putFloat(0, 0, 1))
        .batchSize(batch)
        .replicas(replicas)
        .mode(Mode.ALWAYS_TRAIN);
  }

  private static ExecutionFailedException failureOf(Pipeline pipeline) {
    Execution execution = pipeline.start(RunOptions.defaults());
    ExecutionFailedException failure =
        catchThrowableOfType(ExecutionFailedException.class, execution::await);
    assertThat(failure).isNotNull();
    return failure;
  }
}
