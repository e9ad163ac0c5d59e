package org.tensair.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tensair.testkit.DriftDetectorContract.drifts;
import static org.tensair.testkit.DriftDetectorContract.series;

import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.tensair.api.DriftDetector;
import org.tensair.testkit.DriftDetectorContract;

class OptwinTest {

  @Nested
  class Published extends DriftDetectorContract {
    @Override
    protected DriftDetector create() {
      return new Optwin();
    }
  }

  @Nested
  class Welch extends DriftDetectorContract {
    @Override
    protected DriftDetector create() {
      return Optwin.welch();
    }
  }

  /** Slides for most of each series, and rebuilds its sums many times. */
  @Nested
  class ShortWindow extends DriftDetectorContract {
    @Override
    protected DriftDetector create() {
      return new Optwin(OptwinOptions.published().withWindow(30, 500));
    }
  }

  @Test
  void theExampleOfItsDocumentation() {
    assertThat(drifts(new Optwin(), DriftDetectorContract.errors(new Random(1), 1_000, 0.2, 0.6)))
        .containsExactly(1048);
  }

  @Test
  void driftsOfSeededSeriesStayWhereTheyAre() {
    assertThat(shiftedDrifts(new Optwin(), 11, 0.2, 0.1, 0.5)).containsExactly(2007);
    assertThat(shiftedDrifts(Optwin.welch(), 11, 0.2, 0.1, 0.5)).containsExactly(2030);
    assertThat(shiftedDrifts(Optwin.welch(), 11, 200, 100, 500))
        .as("scale does not matter")
        .isEqualTo(shiftedDrifts(Optwin.welch(), 11, 0.2, 0.1, 0.5));
  }

  /** The figures of the class's documentation, within what ten series allow. */
  @Test
  void falseAlarmsAreAsRareAsDocumented() {
    OptwinOptions published = OptwinOptions.published();
    OptwinOptions welch = OptwinOptions.welch();

    assertThat(alarms(published, random -> 0.2 + 0.05 * random.nextGaussian())).isLessThan(10);
    assertThat(alarms(published, random -> 3 * random.nextGaussian())).isBetween(500, 900);
    assertThat(alarms(welch, random -> 0.2 + 0.05 * random.nextGaussian())).isLessThan(3);
    assertThat(alarms(welch, random -> 3 * random.nextGaussian())).isLessThan(3);
    assertThat(alarms(welch.withConfidence(0.99), Random::nextGaussian)).isBetween(40, 120);
  }

  @Test
  void theVarianceTestIsOffForBinaryLossesAndTooEagerForSkewedOnes() {
    OptwinOptions tested = OptwinOptions.published();
    OptwinOptions untested = tested.withVarianceTest(false);
    ToDoubleFunction<Random> binary = random -> random.nextDouble() < 0.05 ? 1 : 0;
    ToDoubleFunction<Random> exponential = random -> -Math.log(1 - random.nextDouble());

    assertThat(alarms(tested, binary)).isEqualTo(alarms(untested, binary)).isLessThan(3);
    assertThat(alarms(tested, exponential)).isGreaterThan(3 * alarms(untested, exponential));
  }

  @Test
  void aShiftByOneDeviationIsFoundSoon() {
    int delays = 0;
    for (long seed = 1; seed <= 20; seed++) {
      Random random = new Random(seed);
      Optwin detector = Optwin.welch();
      assertThat(drifts(detector, series(5_000, random::nextGaussian))).isEmpty();

      List<Integer> drifts = drifts(detector, series(200, () -> 1 + random.nextGaussian()));

      assertThat(drifts).as("seed %d", seed).hasSize(1);
      delays += drifts.get(0);
    }
    assertThat(delays / 20).isBetween(30, 60);
  }

  @Test
  void aStepAfterAConstantIsFoundAtAnyScale() {
    for (double scale : new double[] {1e-9, 1, 1e9}) {
      Optwin detector = Optwin.welch();
      assertThat(drifts(detector, series(1_000, () -> 0.1 * scale))).isEmpty();
      assertThat(drifts(detector, series(100, () -> 0.2 * scale))).as("scale %s", scale).hasSize(1);
    }
  }

  @Test
  void roundingAroundAConstantIsNoDrift() {
    Random random = new Random(1);

    assertThat(drifts(Optwin.welch(), series(60_000, () -> 0.1 + 1e-16 * random.nextInt(3))))
        .isEmpty();
  }

  private static List<Integer> shiftedDrifts(
      DriftDetector detector, long seed, double mean, double deviation, double later) {
    Random random = new Random(seed);
    double[] values = new double[4_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i < 2_000 ? mean : later) + deviation * random.nextGaussian();
    }
    return drifts(detector, values);
  }

  /** In ten times 25,000 values. */
  private static int alarms(OptwinOptions options, ToDoubleFunction<Random> value) {
    int alarms = 0;
    for (long seed = 0; seed < 10; seed++) {
      Random random = new Random(seed);
      alarms +=
          drifts(new Optwin(options), series(25_000, () -> value.applyAsDouble(random))).size();
    }
    return alarms;
  }
}
