package org.tensair.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tensair.api.Convergence;
import org.tensair.api.DriftDetector;
import org.tensair.api.LearnOptions;
import org.tensair.api.LearningState;
import org.tensair.api.Mode;
import org.tensair.exchange.BatchScore;
import org.tensair.exchange.Verdict;
import org.tensair.learning.Rig.Example;

class ModelMonitorTest {

  private long record;

  /** Reports a drift at every loss above 10, and remembers what it was asked. */
  private static final class Threshold implements DriftDetector {
    final List<Double> losses = new ArrayList<>();
    int resets;

    @Override
    public String name() {
      return "threshold";
    }

    @Override
    public boolean update(double value) {
      losses.add(value);
      return value > 10;
    }

    @Override
    public void reset() {
      resets++;
    }

    @Override
    public double[] state() {
      return new double[0];
    }

    @Override
    public void restore(double[] state) {}
  }

  private static LearnOptions<Example, Example> options(
      @Nullable DriftDetector detector, UnaryOperator<LearnOptions<Example, Example>> settings) {
    return Rig.options(
        Rig.FLOATS,
        options ->
            settings.apply(
                options
                    .detector(detector == null ? null : () -> detector)
                    .convergence(new Convergence(100, 3, 0.1, true))));
  }

  private BatchScore score(double loss, int correct, int noChangeCorrect) {
    record += 50;
    return new BatchScore(0, 50, loss, correct, noChangeCorrect, 1_000 * record, record);
  }

  private @Nullable Verdict take(ModelMonitor monitor, double loss) {
    return monitor.take(score(loss, 40, 30), true);
  }

  @Test
  void trainsUntilTheLossStopsFallingThenPredictsUntilADrift() {
    Threshold detector = new Threshold();
    ModelMonitor monitor = new ModelMonitor("learn", options(detector, o -> o));
    for (double falling : new double[] {4, 4, 3, 3, 2, 2, 1, 1}) {
      assertThat(take(monitor, falling)).isNull();
    }
    assertThat(take(monitor, 0.95)).isNull();
    Verdict converged = take(monitor, 0.95);
    assertThat(converged).isNotNull();
    assertThat(converged)
        .extracting(Verdict::number, Verdict::state, Verdict::recordIndex, Verdict::eventTime)
        .containsExactly(1L, "PREDICTING", 500L, 500_000L);
    assertThat(converged)
        .extracting(Verdict::reason)
        .asString()
        .contains("0.9500 over the newest 100 rows, best of the 2 windows before 1.0000");
    assertThat(detector.resets).isEqualTo(1);

    assertThat(take(monitor, 0.9)).isNull();
    Verdict drifted = take(monitor, 11);
    assertThat(drifted)
        .isNotNull()
        .extracting(Verdict::number, Verdict::state, Verdict::recordIndex)
        .containsExactly(2L, "TRAINING", 600L);
    assertThat(monitor.drifts()).hasSize(1);

    // The windows from before the drift are forgotten: three new ones are needed.
    for (int i = 0; i < 5; i++) {
      assertThat(take(monitor, 0.95)).isNull();
    }
    assertThat(take(monitor, 0.95)).isNotNull();
    assertThat(detector.losses).hasSize(18);
  }

  @Test
  void aModelThatDoesNotBeatTheNewestLabelIsNotConverged() {
    ModelMonitor monitor = new ModelMonitor("learn", options(null, o -> o));
    for (int i = 0; i < 20; i++) {
      assertThat(monitor.take(score(1, 30, 30), true)).isNull();
    }
    assertThat(monitor.take(score(1, 31, 30), true)).isNull();
    assertThat(monitor.take(score(1, 31, 30), true)).isNotNull();
  }

  @Test
  void whereLabelsAreNoClassesTheLossAloneDecides() {
    ModelMonitor monitor = new ModelMonitor("learn", options(null, o -> o));
    for (int i = 0; i < 5; i++) {
      assertThat(monitor.take(score(1, 0, 0), true)).isNull();
    }
    assertThat(monitor.take(score(1, 0, 0), true)).isNotNull();
  }

  @Test
  void theBaselineNeedNotBeBeaten() {
    ModelMonitor monitor =
        new ModelMonitor(
            "learn", options(null, o -> o.convergence(new Convergence(50, 2, 0.1, false))));
    assertThat(monitor.take(score(1, 0, 50), true)).isNull();
    assertThat(monitor.take(score(1, 0, 50), true)).isNotNull();
  }

  @Test
  void aDriftWhileTrainingIsRecordedAndChangesNothing() {
    Threshold detector = new Threshold();
    ModelMonitor monitor =
        new ModelMonitor("learn", options(detector, o -> o.mode(Mode.ALWAYS_TRAIN)));
    for (int i = 0; i < 30; i++) {
      assertThat(take(monitor, i == 20 ? 12 : 1)).isNull();
    }
    assertThat(monitor.drifts())
        .singleElement()
        .satisfies(drift -> assertThat(drift.record()).isEqualTo(1_050))
        .satisfies(drift -> assertThat(drift.detector()).isEqualTo("threshold"));
  }

  @Test
  void onlyWindowsSinceTheNewestDriftAreCompared() {
    ModelMonitor monitor = new ModelMonitor("learn", options(new Threshold(), o -> o));
    for (int i = 0; i < 5; i++) {
      assertThat(take(monitor, 1)).isNull();
    }
    assertThat(take(monitor, 11)).as("three windows, but the stream has changed").isNull();
    for (int i = 0; i < 4; i++) {
      assertThat(take(monitor, 2)).isNull();
    }
    assertThat(take(monitor, 2)).as("three windows from the drift on").isNotNull();
  }

  @Test
  void neverTrainFreezesAfterTheFirstRowsForGood() {
    Threshold detector = new Threshold();
    ModelMonitor monitor =
        new ModelMonitor(
            "learn", options(detector, o -> o.mode(Mode.NEVER_TRAIN).freezeAfter(120)));
    assertThat(take(monitor, 1)).isNull();
    assertThat(take(monitor, 1)).isNull();
    assertThat(take(monitor, 1))
        .isNotNull()
        .extracting(Verdict::state)
        .isEqualTo(LearningState.FROZEN.name());
    assertThat(take(monitor, 11)).isNull();
    assertThat(monitor.drifts()).hasSize(1);
  }

  @Test
  void aScoreWithoutFiniteRowsIsLeftOut() {
    Threshold detector = new Threshold();
    ModelMonitor monitor = new ModelMonitor("learn", options(detector, o -> o));
    assertThat(monitor.take(new BatchScore(0, 0, Double.NaN, 0, 0, 5, 5), true)).isNull();
    assertThat(detector.losses).isEmpty();
  }
}
