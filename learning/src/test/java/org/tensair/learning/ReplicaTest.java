package org.tensair.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensair.api.LearningResult;
import org.tensair.api.Mode;
import org.tensair.learning.Rig.Example;

class ReplicaTest {

  private static final long MINUTE = 60_000;

  /** Rows a minute apart, labels 15 minutes later, learnable from the first of two features. */
  static List<Example> examples(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      float x = (float) (2 * random.nextDouble() - 1);
      float noise = (float) (2 * random.nextDouble() - 1);
      float label = x + 0.3f * (2 * random.nextDouble() - 1) > 0 ? 1 : 0;
      long time = i * MINUTE;
      examples.add(new Example(i, time, time + 15 * MINUTE, label, x, noise));
    }
    return examples;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void everyExampleIsTrainedExactlyOnceByAllReplicas(int replicas) {
    int rows = 5_000;
    LedgerModel model = new LedgerModel(rows);
    LearningResult result;
    try (Rig rig =
        new Rig(
            model,
            true,
            Rig.ROW_NUMBER,
            options -> options.mode(Mode.ALWAYS_TRAIN).replicas(replicas).staleness(2))) {
      result = rig.run(examples(rows, 1), 100);
    }
    for (FakeModel.FakeReplica replica : model.replicas) {
      assertThat(replica.weights).containsOnly(1f);
    }
    assertThat(result.trained()).isEqualTo(rows);
    assertThat(result.predicted()).isEqualTo(rows);
    assertThat(result.labelled()).isEqualTo(rows);
    assertThat(result.unmatched()).isZero();
    assertThat(result.divergence()).isZero();
    assertThat(result.labelLeadSecondsMax()).isLessThanOrEqualTo(0);
    assertThat(model.liveUpdates).hasValue(0);
    assertThat(model.openReplicas).hasValue(0);
  }

  @Test
  void learnsAndBeatsTheBaselines() {
    LogisticModel model = new LogisticModel(2, 0.5f);
    LearningResult result;
    try (Rig rig =
        new Rig(
            model,
            true,
            Rig.FLOATS,
            options ->
                options.mode(Mode.ALWAYS_TRAIN).replicas(2).maxBatchAge(Duration.ofHours(6)))) {
      result = rig.run(examples(20_000, 2), 200);
    }
    assertThat(result.evaluation().auc()).isGreaterThan(0.9);
    assertThat(result.baselines()).containsOnlyKeys("majority", "no-change");
    LearningResult reached = result;
    assertThat(result.baselines().values())
        .allSatisfy(b -> assertThat(reached.evaluation().loss()).isLessThan(b.loss()))
        .allSatisfy(b -> assertThat(reached.evaluation().accuracy()).isGreaterThan(b.accuracy()));
    assertThat(result.divergence()).isLessThan(1e-5);
    assertThat(result.series()).hasSize(2);
    assertThat(result.replicas()).allSatisfy(r -> assertThat(r.applied()).isPositive());
  }
}
