package org.tensair.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensair.api.LearningResult;
import org.tensair.api.Mode;
import org.tensair.api.Prediction;
import org.tensair.api.Step;
import org.tensair.learning.Rig.Example;

/** One replica: predictions, labels, mini-batches. */
class ReplicaTest {

  private static final long MINUTE = Examples.MINUTE;

  private static Rig logistic(LogisticModel model) {
    return new Rig(model, true, Rig.FLOATS, options -> options.mode(Mode.ALWAYS_TRAIN).replicas(1));
  }

  @Test
  void learnsAndBeatsTheBaselines() {
    LearningResult result;
    try (Rig rig = logistic(new LogisticModel(2, 0.5f))) {
      result = rig.run(Examples.learnable(20_000, 2), 200);
    }
    assertThat(result.evaluation().rows()).isEqualTo(20_000);
    assertThat(result.evaluation().auc()).isGreaterThan(0.9);
    assertThat(result.metrics()).containsOnlyKeys("error");
    assertThat(1 - result.metrics().getOrDefault("error", 0.0))
        .as("what the model itself says of the same rows")
        .isCloseTo(result.evaluation().accuracy(), within(1e-12));
    assertThat(result.baselines()).containsOnlyKeys("majority", "no-change");
    assertThat(result.baselines().values())
        .allSatisfy(b -> assertThat(b.loss()).isGreaterThan(result.evaluation().loss()))
        .allSatisfy(b -> assertThat(b.accuracy()).isLessThan(result.evaluation().accuracy()));
    assertThat(result.series())
        .extracting(LearningResult.Point::fromRecord)
        .containsExactly(0L, 10_000L);
    assertThat(result.labelLagSecondsMean()).isPositive();
    assertThat(result.eventTime()).isEqualTo((19_999 + 15) * MINUTE);
  }

  @Test
  void predictsLateWhatItWouldHavePredictedAtOnce() {
    List<Example> examples = Examples.learnable(2_000, 3);
    List<Float> eager = new ArrayList<>();
    float[] w = new float[3];
    List<Example> batch = new ArrayList<>();
    for (Rig.Event event : Rig.merged(examples)) {
      if (!event.label()) {
        eager.add(Examples.predict(w, event.example()));
        continue;
      }
      batch.add(event.example());
      if (batch.size() == 32) {
        Examples.train(w, batch, 0.5f);
        batch.clear();
      }
    }
    List<Prediction<Example>> predictions;
    try (Rig rig = logistic(new LogisticModel(2, 0.5f))) {
      rig.run(examples, 500);
      predictions = List.copyOf(rig.recorders.get(0).predictions);
    }
    assertThat(predictions).hasSize(2_000);
    for (int i = 0; i < predictions.size(); i++) {
      Prediction<Example> prediction = predictions.get(i);
      assertThat(prediction.sample().id()).isEqualTo(i);
      assertThat(prediction.value(0)).isEqualTo(eager.get(i));
      // 15 minutes of labels are under way, and 32 make a mini-batch.
      assertThat(prediction.modelVersion()).isEqualTo(Math.max(0, i - 15) / 32);
    }
  }

  @Test
  void aRunIsTheSameHoweverItsInputIsCut() {
    LearningResult whole;
    LearningResult cut;
    List<Example> examples = Examples.learnable(3_000, 4);
    try (Rig rig = logistic(new LogisticModel(2, 0.5f))) {
      whole = rig.run(examples, 10_000);
    }
    try (Rig rig = logistic(new LogisticModel(2, 0.5f))) {
      cut = rig.run(examples, 7);
    }
    assertThat(cut).isEqualTo(whole);
  }

  @Test
  void labelsOutsideTheDeadlineAndSamplesWithoutLabelAreUnmatched() {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      long time = i * MINUTE;
      // One third in time, at the very deadline; one third a minute late; one third never.
      long label = i % 3 == 0 ? time + 60 * MINUTE : i % 3 == 1 ? time + 61 * MINUTE : -1;
      examples.add(new Example(i, time, label, 1, 1, 0));
    }
    LedgerModel model = new LedgerModel(3_000);
    LearningResult result;
    List<Step> steps;
    try (Rig rig =
        new Rig(
            model, true, Rig.ROW_NUMBER, options -> options.mode(Mode.ALWAYS_TRAIN).replicas(1))) {
      result = rig.run(examples, 100);
      steps = List.copyOf(rig.recorders.get(0).steps);
    }
    assertThat(result.predicted()).isEqualTo(3_000);
    assertThat(result.labelled()).isEqualTo(1_000);
    // Late labels count, and the samples that they were for.
    assertThat(result.unmatched()).isEqualTo(3_000);
    assertThat(steps.stream().mapToInt(Step::rows).sum()).isEqualTo(1_000);
    float[] weights = model.replicas.get(0).weights;
    for (int i = 0; i < weights.length; i++) {
      assertThat(weights[i]).isEqualTo(i % 3 == 0 ? 1 : 0);
    }
  }

  @Test
  void anOldMiniBatchIsTrainedBeforeItIsFull() {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      examples.add(new Example(i, i * 60L * MINUTE, i * 60L * MINUTE + 15 * MINUTE, 1, 1, 0));
    }
    List<Step> steps;
    try (Rig rig =
        new Rig(
            new LedgerModel(10),
            true,
            Rig.ROW_NUMBER,
            options ->
                options.mode(Mode.ALWAYS_TRAIN).replicas(1).maxBatchAge(Duration.ofHours(3)))) {
      rig.run(examples, 3);
      steps = List.copyOf(rig.recorders.get(0).steps);
    }
    // A label each hour; the next event after three hours is the label of the third hour.
    assertThat(steps).extracting(Step::rows).containsExactly(3, 3, 3, 1);
    assertThat(steps).extracting(Step::recordIndex).containsExactly(2L, 5L, 8L, 9L);
    assertThat(steps).extracting(Step::number).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void ofTwoSamplesWithOneKeyTheNewerWaits() {
    List<Example> examples =
        List.of(new Example(0, 0, -1, 1, 1, 0), new Example(0, MINUTE, 2 * MINUTE, 1, 1, 0));
    LearningResult result;
    try (Rig rig =
        new Rig(
            new LedgerModel(1),
            true,
            Rig.ROW_NUMBER,
            options -> options.mode(Mode.ALWAYS_TRAIN).replicas(1))) {
      result = rig.run(examples, 3);
    }
    assertThat(result.predicted()).isEqualTo(2);
    assertThat(result.labelled()).isEqualTo(1);
    assertThat(result.unmatched()).isEqualTo(1);
  }

  @Test
  void whatIsNotANumberIsRefusedAndKept() {
    List<Example> examples = new ArrayList<>(Examples.learnable(3_200, 5));
    Example broken = examples.get(1_000);
    examples.set(
        1_000, new Example(1_000, broken.time(), broken.labelTime(), 1, Float.NaN, broken.noise()));
    LogisticModel model = new LogisticModel(2, 0.5f);
    LearningResult result;
    List<RefusedBatch> refused;
    try (Rig rig =
        new Rig(
            model,
            true,
            Rig.FLOATS,
            options -> options.mode(Mode.ALWAYS_TRAIN).replicas(2).staleness(0))) {
      result = rig.run(examples, 100);
      refused = rig.operator.replica(0).refused();
      assertThat(rig.operator.replica(1).refused()).isEmpty();
    }
    assertThat(model.replicas)
        .allSatisfy(
            replica -> {
              for (float weight : replica.weights) {
                assertThat(weight).isFinite();
              }
            });
    assertThat(result.replicas().get(0).notFinite()).isEqualTo(1);
    assertThat(result.replicas().get(1).notFinite()).isZero();
    assertThat(result.labelled()).isEqualTo(3_200);
    assertThat(result.trained()).isEqualTo(3_200 - 32);
    assertThat(result.evaluation().rows()).isEqualTo(3_199);
    assertThat(result.evaluation().loss()).isFinite();
    assertThat(refused).hasSize(1);
    assertThat(refused.get(0).rows()).isEqualTo(32);
    assertThat(model.liveUpdates).hasValue(0);
  }

  @Test
  void aLiveStreamIsPredictedAndTrainedOnWithoutWaitingForMore() {
    LedgerModel model = new LedgerModel(2);
    try (Rig rig =
        new Rig(
            model,
            false,
            Rig.ROW_NUMBER,
            options ->
                options.mode(Mode.ALWAYS_TRAIN).replicas(1).maxBatchAge(Duration.ofMillis(1)))) {
      rig.start();
      Example example = new Example(1, 1_000, 2_000, 1, 0, 0);
      rig.feeds.get(0).sample(example);
      rig.wakeUp();
      Rig.until(() -> !rig.recorders.get(0).predictions.isEmpty());
      rig.feeds.get(0).label(example);
      rig.wakeUp();
      Rig.until(() -> !rig.recorders.get(0).steps.isEmpty());
      Rig.until(() -> rig.operator.result().trained() == 1);
      rig.feeds.get(0).sample(new Example(0, 1_500, 0, 1, 0, 0));
      rig.feeds.get(0).end();
      rig.wakeUp();
      LearningResult result = rig.await();
      assertThat(result.late()).as("behind the label").isEqualTo(1);
      assertThat(result.unmatched()).isEqualTo(1);
      assertThat(result.labelLeadSecondsMax()).as("no row but the late one").isNaN();
    }
    assertThat(model.replicas.get(0).weights).containsExactly(0, 1);
  }

  @Test
  void anInterruptedReplicaReturns() {
    try (Rig rig = logistic(new LogisticModel(2, 0.5f))) {
      rig.start();
      rig.interrupt();
      assertThat(rig.await().divergence()).isNaN();
    }
  }

  @Test
  void aRecordThatCannotBeEncodedIsNamed() {
    try (Rig rig =
        new Rig(
            new LogisticModel(2, 0.5f),
            true,
            context ->
                (example, row) -> {
                  throw new java.io.IOException("no such airport");
                },
            options -> options.replicas(1))) {
      assertThatThrownBy(() -> rig.run(Examples.learnable(1, 1), 10))
          .hasMessageStartingWith(
              "Stage \"learn\", replica 0: record 0 cannot be encoded: Example[")
          .hasRootCauseMessage("no such airport");
    }
  }

  @Test
  void replayedRowsReachTheWeightsAndNothingElse() {
    int rows = 320;
    LedgerModel model = new LedgerModel(rows);
    LearningResult result;
    try (Rig rig =
        new Rig(
            model,
            true,
            Rig.ROW_NUMBER,
            options -> options.mode(Mode.ALWAYS_TRAIN).replicas(2).replay(3, 64))) {
      result = rig.run(Examples.learnable(rows, 6), 50);
    }
    float[] weights = model.replicas.get(0).weights;
    float sum = 0;
    for (float weight : weights) {
      assertThat(weight).isGreaterThanOrEqualTo(1);
      sum += weight;
    }
    // Each of the ten mini-batches is followed by three full replayed ones.
    assertThat(sum).isEqualTo(rows + 3 * 320);
    assertThat(model.replicas.get(1).weights).containsExactly(weights);
    assertThat(result.trained()).isEqualTo(rows);
    assertThat(result.evaluation().rows()).isEqualTo(rows);
    assertThat(result.replicas())
        .allSatisfy(replica -> assertThat(replica.trained()).isEqualTo(5))
        .allSatisfy(replica -> assertThat(replica.applied()).isEqualTo(5));
  }
}
