package org.tensair.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensair.api.Convergence;
import org.tensair.api.DriftDetector;
import org.tensair.api.LearningResult;
import org.tensair.api.LearningState;
import org.tensair.api.Mode;
import org.tensair.api.Prediction;
import org.tensair.api.Step;
import org.tensair.learning.Rig.Example;

/** Several replicas on real threads. */
class ReplicasTest {

  private static final long MINUTE = Examples.MINUTE;

  @ParameterizedTest
  @CsvSource({"1,8", "2,0", "2,8", "4,2"})
  void everyExampleIsTrainedExactlyOnceByAll(int replicas, int staleness) {
    int rows = 5_000;
    LedgerModel model = new LedgerModel(rows);
    LearningResult result;
    try (Rig rig =
        new Rig(
            model,
            true,
            Rig.ROW_NUMBER,
            options -> options.mode(Mode.ALWAYS_TRAIN).replicas(replicas).staleness(staleness))) {
      result = rig.run(Examples.learnable(rows, 1), 100);
    }
    assertThat(model.replicas)
        .hasSize(replicas)
        .allSatisfy(replica -> assertThat(replica.weights).containsOnly(1f));
    assertThat(result.trained()).isEqualTo(rows);
    assertThat(result.predicted()).isEqualTo(rows);
    assertThat(result.labelled()).isEqualTo(rows);
    assertThat(result.unmatched()).isZero();
    assertThat(result.late()).isZero();
    assertThat(result.divergence()).isZero();
    assertThat(result.labelLeadSecondsMax()).isNegative();
    assertThat(model.liveUpdates).hasValue(0);
    assertThat(model.openReplicas).hasValue(0);
    long batches = result.replicas().stream().mapToLong(LearningResult.Replica::trained).sum();
    assertThat(result.replicas())
        .allSatisfy(r -> assertThat(r.trained() + r.applied()).isEqualTo(batches));
  }

  @Test
  void replicasThatLearnTogetherEndWithTheSameWeights() {
    LearningResult result;
    try (Rig rig =
        new Rig(
            new LogisticModel(2, 0.5f),
            true,
            Rig.FLOATS,
            options -> options.mode(Mode.ALWAYS_TRAIN).replicas(2))) {
      result = rig.run(Examples.learnable(20_000, 2), 200);
    }
    assertThat(result.divergence()).isCloseTo(0, within(1e-5)).isNotNegative();
    assertThat(result.evaluation().auc()).isGreaterThan(0.9);
    assertThat(1 - result.metrics().getOrDefault("error", 0.0))
        .isCloseTo(result.evaluation().accuracy(), within(1e-12));
    assertThat(result.evaluation().rows()).isEqualTo(20_000);
    assertThat(result.series()).hasSize(2);
  }

  @Test
  void aReplicaAheadDoesNotTellItsPeerTheFuture() {
    int rows = 4_000;
    List<Example> examples = Examples.learnable(rows, 3);
    LedgerModel model = new LedgerModel(rows);
    List<Prediction<Example>> behind;
    List<Step> ahead;
    LearningResult result;
    try (Rig rig =
        new Rig(
            model,
            true,
            Rig.ROW_NUMBER,
            options -> options.mode(Mode.ALWAYS_TRAIN).replicas(2).batchSize(10))) {
      rig.feeds.get(1).addMerged(examples.stream().filter(e -> e.id() % 2 == 1).toList(), 50);
      rig.feeds.get(1).end();
      rig.start();
      // Replica 1 has seen the whole year before replica 0 sees its first flight.
      Rig.until(() -> rig.recorders.get(1).steps.size() == 200);
      rig.feeds.get(0).addMerged(examples.stream().filter(e -> e.id() % 2 == 0).toList(), 50);
      rig.feeds.get(0).end();
      rig.wakeUp();
      result = rig.await();
      behind = List.copyOf(rig.recorders.get(0).predictions);
      ahead = List.copyOf(rig.recorders.get(1).steps);
    }
    assertThat(result.labelLeadSecondsMax()).isNegative();
    for (Prediction<Example> prediction : behind) {
      long own = Math.max(0, (prediction.sample().id() - 14) / 2) / 10;
      long known = ahead.stream().filter(s -> s.eventTime() < prediction.eventTime()).count();
      assertThat(prediction.modelVersion()).isLessThanOrEqualTo(own + known);
    }
    assertThat(behind.get(behind.size() - 1).modelVersion())
        .as("the peer's mini-batches are applied when their time has come")
        .isGreaterThan(300);
    assertThat(model.replicas).allSatisfy(replica -> assertThat(replica.weights).containsOnly(1f));
  }

  @Test
  void aReplicaWaitsForAPeerThatLags() {
    int rows = 400;
    LedgerModel model = new LedgerModel(rows);
    CountDownLatch stuck = new CountDownLatch(1);
    try (Rig rig =
        new Rig(
            model,
            true,
            Rig.ROW_NUMBER,
            options ->
                options
                    .mode(Mode.ALWAYS_TRAIN)
                    .replicas(2)
                    .batchSize(10)
                    .staleness(3)
                    .peerDeadline(Duration.ofMinutes(5)))) {
      List<Example> examples = Examples.learnable(rows, 4);
      for (int rank = 0; rank < 2; rank++) {
        int share = rank;
        rig.feeds
            .get(rank)
            .addMerged(examples.stream().filter(e -> e.id() % 2 == share).toList(), 1_000);
        rig.feeds.get(rank).end();
      }
      rig.feeds.get(1).blockUntil(stuck);
      rig.start();
      Rig.until(() -> rig.operator.replica(0).waits() > 0);
      assertThat(rig.recorders.get(0).steps).as("the bound, and the one it holds").hasSize(4);
      stuck.countDown();
      rig.await();
      assertThat(rig.recorders.get(0).steps).hasSize(20);
    }
    assertThat(model.replicas).allSatisfy(replica -> assertThat(replica.weights).containsOnly(1f));
  }

  /** Sees a drift whenever the mean loss of a mini-batch is above 0.7. */
  private static final class Seven implements DriftDetector {
    @Override
    public String name() {
      return "seven";
    }

    @Override
    public boolean update(double value) {
      return value > 0.7;
    }

    @Override
    public void reset() {}

    @Override
    public double[] state() {
      return new double[0];
    }

    @Override
    public void restore(double[] state) {}
  }

  /** The label turns around in the middle of the stream. */
  private static List<Example> drifting(int rows) {
    List<Example> examples = new ArrayList<>();
    for (Example e : Examples.learnable(rows, 5)) {
      float label = e.id() < rows / 2 ? e.label() : 1 - e.label();
      examples.add(new Example(e.id(), e.time(), e.labelTime(), label, e.x(), e.noise()));
    }
    return examples;
  }

  @ParameterizedTest
  @CsvSource({"1", "2"})
  void allReplicasConvergePredictAndTrainAgainAfterADrift(int replicas) {
    int rows = 20_000;
    LearningResult result;
    List<Step> steps = new ArrayList<>();
    try (Rig rig =
        new Rig(
            new LogisticModel(2, 0.5f),
            true,
            Rig.FLOATS,
            options ->
                options
                    .mode(Mode.AUTOMATIC)
                    .replicas(replicas)
                    .detector(Seven::new)
                    .convergence(new Convergence(500, 3, 0.2, true)))) {
      result = rig.run(drifting(rows), 100);
      rig.recorders.forEach(recorder -> steps.addAll(recorder.steps));
    }
    assertThat(result.stateChanges())
        .extracting(LearningResult.StateChange::to)
        .startsWith(LearningState.PREDICTING, LearningState.TRAINING, LearningState.PREDICTING);
    LearningResult.StateChange drift = result.stateChanges().get(1);
    assertThat(drift.reason()).isEqualTo("drift found by seven");
    assertThat(drift.from()).isEqualTo(LearningState.PREDICTING);
    assertThat(drift.record()).isBetween(10_000L, 10_500L);
    assertThat(drift.eventTime()).isEqualTo((drift.record() + 15) * MINUTE);
    assertThat(drift.actedAt())
        .hasSize(replicas)
        .allSatisfy(record -> assertThat(record).isGreaterThan(0))
        .as("by the bound, not when a replica far ahead hears of it")
        .allSatisfy(record -> assertThat(record).isLessThan(drift.record() + 3_000));
    assertThat(result.drifts()).extracting(LearningResult.Drift::record).contains(drift.record());
    assertThat(result.trained()).isLessThan(result.labelled());
    long trainedSteps = steps.stream().filter(Step::trained).count();
    assertThat(result.replicas().stream().mapToLong(LearningResult.Replica::trained).sum())
        .isEqualTo(trainedSteps);
    assertThat(steps)
        .allSatisfy(s -> assertThat(s.trained()).isEqualTo(s.state() == LearningState.TRAINING));
    assertThat(result.divergence()).isLessThan(1e-5);
  }

  @Test
  void neverTrainStopsOnAllReplicas() {
    LearningResult result;
    try (Rig rig =
        new Rig(
            new LogisticModel(2, 0.5f),
            true,
            Rig.FLOATS,
            options -> options.mode(Mode.NEVER_TRAIN).freezeAfter(1_000).replicas(2))) {
      result = rig.run(Examples.learnable(10_000, 6), 50);
    }
    assertThat(result.state()).isEqualTo(LearningState.FROZEN);
    assertThat(result.stateChanges()).hasSize(1);
    assertThat(result.stateChanges().get(0).record()).isGreaterThanOrEqualTo(990);
    assertThat(result.trained()).isBetween(1_000L, 9_000L);
    assertThat(result.divergence()).isLessThan(1e-5);
  }

  @Test
  void neverTrainFromTheStart() {
    LogisticModel model = new LogisticModel(2, 0.5f);
    LearningResult result;
    try (Rig rig =
        new Rig(
            model,
            true,
            Rig.FLOATS,
            options -> options.mode(Mode.NEVER_TRAIN).freezeAfter(0).replicas(2))) {
      result = rig.run(Examples.learnable(500, 7), 50);
    }
    assertThat(result.trained()).isZero();
    assertThat(result.evaluation().rows()).isEqualTo(500);
    assertThat(result.labelLeadSecondsMax()).isNaN();
    assertThat(model.replicas).allSatisfy(r -> assertThat(r.weights).containsOnly(0f));
  }
}
