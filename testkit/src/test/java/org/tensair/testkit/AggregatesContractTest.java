package org.tensair.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.tensair.api.Aggregate;
import org.tensair.api.Aggregates;
import org.tensair.api.Mean;
import org.tensair.api.Variance;

/** The api's aggregates, which cannot be tested there: the api depends on nothing. */
class AggregatesContractTest {

  private record Reading(double celsius, boolean alarm) {

    static Reading random(Random random) {
      return new Reading(
          random.nextInt(10) == 0 ? Double.NaN : 20 + 5 * random.nextGaussian(),
          random.nextInt(3) == 0);
    }
  }

  private abstract static class OfReadings<A, R> extends AggregateContract<Reading, A, R> {
    @Override
    protected Reading row(Random random) {
      return Reading.random(random);
    }
  }

  @Nested
  class Count extends OfReadings<long[], Long> {
    @Override
    protected Aggregate<Reading, long[], Long> aggregate() {
      return Aggregates.count();
    }
  }

  @Nested
  class Share extends OfReadings<long[], Mean> {
    @Override
    protected Aggregate<Reading, long[], Mean> aggregate() {
      return Aggregates.share(Reading::alarm);
    }
  }

  @Nested
  class Sum extends OfReadings<double[], Double> {
    @Override
    protected Aggregate<Reading, double[], Double> aggregate() {
      return Aggregates.sum(Reading::celsius);
    }

    @Override
    protected void assertSame(String description, Double expected, Double found) {
      assertThat(found).as(description).isCloseTo(expected, within(1e-11));
    }
  }

  @Nested
  class OfMean extends OfReadings<double[], Mean> {
    @Override
    protected Aggregate<Reading, double[], Mean> aggregate() {
      return Aggregates.mean(Reading::celsius);
    }

    @Override
    protected void assertSame(String description, Mean expected, Mean found) {
      assertThat(found.count()).as(description).isEqualTo(expected.count());
      assertThat(found.mean()).as(description).isCloseTo(expected.mean(), within(1e-12));
    }
  }

  @Nested
  class OfVariance extends OfReadings<double[], Variance> {
    @Override
    protected Aggregate<Reading, double[], Variance> aggregate() {
      return Aggregates.variance(Reading::celsius);
    }

    @Override
    protected void assertSame(String description, Variance expected, Variance found) {
      assertThat(found.count()).as(description).isEqualTo(expected.count());
      assertThat(found.mean()).as(description).isCloseTo(expected.mean(), within(1e-12));
      assertThat(found.variance()).as(description).isCloseTo(expected.variance(), within(1e-10));
    }
  }

  /** Not invertible, with an immutable accumulator: the other branch of the contract. */
  @Nested
  class Hottest extends OfReadings<Double, Double> {
    @Override
    protected Aggregate<Reading, Double, Double> aggregate() {
      return new Maximum();
    }
  }

  private static final class Maximum implements Aggregate<Reading, Double, Double> {
    @Override
    public Double create() {
      return Double.NEGATIVE_INFINITY;
    }

    @Override
    public Double add(Double maximum, Reading reading) {
      return reading.celsius() > maximum ? reading.celsius() : maximum;
    }

    @Override
    public Double merge(Double left, Double right) {
      return Math.max(left, right);
    }

    @Override
    public Double result(Double maximum) {
      return maximum;
    }
  }
}
