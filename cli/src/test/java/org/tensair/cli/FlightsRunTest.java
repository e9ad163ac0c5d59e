package org.tensair.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.tensair.api.Execution;
import org.tensair.api.LearningResult;
import org.tensair.api.Mode;

/** The demo's own pipeline on the first flights of its data, with its model. */
class FlightsRunTest {

  private static final long RECORDS = 12_000;
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

  @Test
  void learnsFromThePastOnlyAndRepeatsItself() throws InterruptedException {
    LearningResult first = run(1);
    assertLearnsFromThePastOnly(first);
    assertThat(first.evaluation().auc()).isGreaterThan(0.65);

    LearningResult second = run(1);
    assertThat(second.evaluation().auc()).isEqualTo(first.evaluation().auc());
    assertThat(second.evaluation().loss()).isEqualTo(first.evaluation().loss());
    assertThat(second.drifts()).isEqualTo(first.drifts());
  }

  @Test
  void replicasStayEqual() throws InterruptedException {
    LearningResult result = run(2);
    assertLearnsFromThePastOnly(result);
    assertThat(result.divergence()).isCloseTo(0, within(1e-4));
  }

  private static void assertLearnsFromThePastOnly(LearningResult result) {
    assertThat(result.predicted()).isEqualTo(RECORDS);
    assertThat(result.labelLeadSecondsMax()).isLessThanOrEqualTo(0);
    assertThat(result.unmatched()).isZero();
  }

  private static LearningResult run(int replicas) throws InterruptedException {
    FlightsJob.Settings settings =
        new FlightsJob.Settings(
            CHECKOUT.resolve("examples/data/flights"),
            CHECKOUT.resolve("models/flights"),
            RECORDS,
            0,
            replicas,
            Mode.ALWAYS_TRAIN,
            Detector.OPTWIN,
            0,
            7,
            1,
            null);
    try (Execution execution = FlightsJob.embedded().start(settings)) {
      execution.await();
      return Objects.requireNonNull(execution.learning().get(FlightsJob.STAGE));
    }
  }
}
