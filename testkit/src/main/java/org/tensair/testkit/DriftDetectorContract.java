package org.tensair.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.tensair.api.DriftDetector;

/** What every drift detector does. Extend it and say how one is made. */
public abstract class DriftDetectorContract {

  /** A new detector, for losses in [0, 1]. */
  protected abstract DriftDetector create();

  @Test
  void hasAShortName() {
    assertThat(create().name()).matches("[a-z][a-z0-9-]*").isEqualTo(create().name());
  }

  @Test
  void findsErrorsThatBecomeMoreFrequent() {
    for (long seed = 1; seed <= 10; seed++) {
      List<Integer> drifts = drifts(create(), errors(new Random(seed), 2_000, 0.1, 0.6));
      assertThat(drifts)
          .as("seed %d", seed)
          .anyMatch(index -> index >= 2_000 && index < 2_300)
          .hasSizeLessThanOrEqualTo(3);
    }
  }

  @Test
  void goesOnAfterADrift() {
    for (long seed = 1; seed <= 10; seed++) {
      List<Integer> drifts = drifts(create(), errors(new Random(seed), 2_000, 0.1, 0.45, 0.9));
      assertThat(drifts)
          .as("seed %d", seed)
          .anyMatch(index -> index >= 2_000 && index < 2_300)
          .anyMatch(index -> index >= 4_000 && index < 4_300);
    }
  }

  @Test
  void isSilentWhenLossesFall() {
    for (long seed = 1; seed <= 10; seed++) {
      assertThat(drifts(create(), errors(new Random(seed), 2_000, 0.6, 0.1)))
          .as("seed %d", seed)
          .noneMatch(index -> index >= 2_000 && index < 2_500);
    }
  }

  @Test
  void isSilentOnConstantLosses() {
    for (double constant : new double[] {0, 0.1, 1, 1e-300, -3.7, 1e6}) {
      assertThat(drifts(create(), series(60_000, () -> constant))).as("%s", constant).isEmpty();
    }
  }

  @Test
  void isNearlySilentOnSmallNoiseAroundALargeMean() {
    Random random = new Random(1);

    assertThat(drifts(create(), series(60_000, () -> 1e6 + 0.01 * random.nextGaussian())))
        .hasSizeLessThanOrEqualTo(5);
  }

  @Test
  void sameSeriesSameDrifts() {
    double[] values = errors(new Random(5), 1_000, 0.1, 0.3, 0.7, 0.2, 0.9);

    assertThat(drifts(create(), values)).isEqualTo(drifts(create(), values));
  }

  @Test
  void resetForgetsEverything() {
    double[] values = errors(new Random(7), 1_000, 0.1, 0.6, 0.9);
    DriftDetector used = create();
    drifts(used, errors(new Random(8), 777, 0.9, 0.2));

    used.reset();

    assertThat(drifts(used, values)).isEqualTo(drifts(create(), values));
  }

  /** Restored into a new detector, or into a used one, at any index. */
  @Test
  void aRestoredDetectorGivesTheVerdictsOfOneThatWentOn() {
    DriftDetector used = create();
    for (long seed = 1; seed <= 30; seed++) {
      Random random = new Random(seed);
      double[] values = anySeries(random, 3_000);
      int cut = random.nextInt(values.length);
      DriftDetector whole = create();
      drifts(whole, Arrays.copyOf(values, cut));
      double[] state = whole.state();
      DriftDetector restored = random.nextBoolean() ? create() : used;

      restored.restore(state);
      List<Integer> rest = drifts(whole, Arrays.copyOfRange(values, cut, values.length));

      assertThat(drifts(restored, Arrays.copyOfRange(values, cut, values.length)))
          .as("seed %d, cut at %d", seed, cut)
          .isEqualTo(rest);
      assertThat(restored.state()).as("seed %d, cut at %d", seed, cut).isEqualTo(whole.state());
    }
  }

  /** Pieces of binary errors and of noise, at random levels. */
  private static double[] anySeries(Random random, int length) {
    double[] values = new double[length];
    double level = random.nextDouble();
    boolean binary = random.nextBoolean();
    for (int i = 0; i < length; i++) {
      if (random.nextInt(300) == 0) {
        level = random.nextDouble();
        binary = random.nextBoolean();
      }
      double noise = random.nextDouble();
      values[i] = binary ? (noise < level ? 1 : 0) : level * noise;
    }
    return values;
  }

  @Test
  void refusesAStateThatIsNoneOfIts() {
    assertThatThrownBy(() -> create().restore(new double[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(create().name());
  }

  @Test
  void refusesValuesThatAreNotFiniteAndGoesOnAsIfTheyHadNotCome() {
    double[] values = errors(new Random(9), 1_000, 0.1, 0.6);
    DriftDetector disturbed = create();
    List<Integer> drifts = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      for (double bad :
          new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
        assertThatThrownBy(() -> disturbed.update(bad))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(disturbed.name())
            .hasMessageContaining(String.valueOf(bad));
      }
      if (disturbed.update(values[i])) {
        drifts.add(i);
      }
    }

    assertThat(drifts).isEqualTo(drifts(create(), values));
  }

  /** The indices at which {@code detector} reports a drift. */
  public static List<Integer> drifts(DriftDetector detector, double... values) {
    List<Integer> drifts = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      if (detector.update(values[i])) {
        drifts.add(i);
      }
    }
    return drifts;
  }

  /** {@code length} values one after another. */
  public static double[] series(int length, DoubleSupplier next) {
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = next.getAsDouble();
    }
    return values;
  }

  /** Zeros and ones: {@code each} values of every share of ones. */
  public static double[] errors(Random random, int each, double... shares) {
    double[] values = new double[each * shares.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextDouble() < shares[i / each] ? 1 : 0;
    }
    return values;
  }
}
