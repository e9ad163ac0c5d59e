package org.tensair.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tensair.testkit.DriftDetectorContract.drifts;
import static org.tensair.testkit.DriftDetectorContract.series;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DetectorsTest {

  @Test
  void everyNameMakesADetectorOfThatName() {
    for (String name : Detectors.names()) {
      assertThat(Detectors.named(name, true).create().name()).isEqualTo(name);
      assertThat(Detectors.named(name, false).create().name()).isEqualTo(name);
    }
  }

  @Test
  void optwinForUnboundedLossesDoesNotDependOnScale() {
    Random random = new Random(1);
    double[] values = series(25_000, () -> 3 * random.nextGaussian());

    assertThat(drifts(Detectors.named("optwin", false).create(), values)).isEmpty();
    assertThat(drifts(Detectors.named("optwin", true).create(), values)).hasSizeGreaterThan(20);
  }

  @Test
  void unknownNamesAreAnsweredWithTheKnownOnes() {
    assertThatThrownBy(() -> Detectors.named("optwn", true))
        .hasMessage("Drift detector: found \"optwn\", required one of [optwin, adwin].");
  }
}
