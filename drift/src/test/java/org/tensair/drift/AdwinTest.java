package org.tensair.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tensair.api.DriftDetector;
import org.tensair.testkit.DriftDetectorContract;

class AdwinTest extends DriftDetectorContract {

  @Override
  protected DriftDetector create() {
    return new Adwin();
  }

  @Test
  void theExampleOfItsDocumentation() {
    assertThat(drifts(new Adwin(), errors(new Random(1), 1_000, 0.2, 0.6))).containsExactly(1087);
  }

  /** What ADWIN of River 0.26.1 detects on the same series. */
  @Test
  void detectsWhereRiverDoes() {
    double[] shares = {0.1, 0.3, 0.5, 0.8};
    double[] ranges = {0.5, 0.7, 0.9, 1.2};
    for (int seed = 1; seed <= 3; seed++) {
      double[] uniform = uniform(seed, 20_000);
      double[] binary = uniform.clone();
      double[] stepped = uniform.clone();
      double[] gradual = uniform.clone();
      for (int i = 0; i < uniform.length; i++) {
        binary[i] = uniform[i] < shares[i / 5_000] ? 1 : 0;
        stepped[i] *= ranges[i / 5_000];
        gradual[i] *= 0.3 + 0.5 * Math.max(0, i - 8_000) / 12_000;
      }
      assertThat(drifts(new Adwin(), binary))
          .isEqualTo(
              List.of(
                      List.of(5087, 10143, 15103),
                      List.of(5087, 10111, 15103),
                      List.of(5119, 10175, 15071))
                  .get(seed - 1));
      assertThat(drifts(new Adwin(), stepped))
          .isEqualTo(
              List.of(
                      List.of(5151, 10175, 15167),
                      List.of(5183, 10239, 15167),
                      List.of(5183, 10207, 15231))
                  .get(seed - 1));
      assertThat(drifts(new Adwin(), gradual))
          .isEqualTo(
              List.of(
                      List.of(9183, 12063, 14783, 18367),
                      List.of(9439, 12063, 15103, 18495),
                      List.of(9663, 12255, 14719, 18047))
                  .get(seed - 1));
    }
  }

  @Test
  void theWindowShrinksWhenTheMeanFallsButNothingIsReported() {
    Adwin detector = new Adwin();
    assertThat(drifts(detector, errors(new Random(1), 2_000, 0.8))).isEmpty();
    assertThat(detector.width()).isEqualTo(2_000);

    assertThat(drifts(detector, errors(new Random(2), 1_000, 0.1))).isEmpty();

    assertThat(detector.width()).isLessThan(1_100);
  }

  @Test
  void falseAlarmsAreRare() {
    int alarms = 0;
    for (long seed = 1; seed <= 10; seed++) {
      alarms += drifts(new Adwin(), errors(new Random(seed), 25_000, 0.2)).size();
    }
    assertThat(alarms).isLessThanOrEqualTo(2);
  }

  @Test
  void deltaIsAChance() {
    assertThatThrownBy(() -> new Adwin(0)).hasMessage("adwin: found delta = 0.0, required (0, 1).");
    assertThatThrownBy(() -> new Adwin(1)).isInstanceOf(IllegalArgumentException.class);
  }

  /** A linear congruential generator that any language repeats exactly. */
  private static double[] uniform(int seed, int count) {
    double[] values = new double[count];
    long state = seed;
    for (int i = 0; i < count; i++) {
      state = (state * 1_103_515_245L + 12_345) % (1L << 31);
      values[i] = (double) state / (1L << 31);
    }
    return values;
  }
}
