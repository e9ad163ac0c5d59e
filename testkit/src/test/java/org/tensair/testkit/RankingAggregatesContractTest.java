package org.tensair.testkit;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.tensair.api.Aggregate;
import org.tensair.api.Aggregates;
import org.tensair.api.Both;
import org.tensair.api.Extreme;
import org.tensair.api.Mean;
import org.tensair.api.Ranked;

/** Extremes, the best rows, exact sums, and two aggregates at once. */
class RankingAggregatesContractTest {

  /** Few different delays, so that rows tie; the number tells them apart. */
  private record Departure(int number, double delay) {

    static Departure random(Random random) {
      return new Departure(
          random.nextInt(), random.nextInt(10) == 0 ? Double.NaN : random.nextInt(12) - 6);
    }
  }

  private record DelaySummary(Extreme worst, Mean late) {}

  private abstract static class OfDepartures<A, R> extends AggregateContract<Departure, A, R> {
    @Override
    protected Departure row(Random random) {
      return Departure.random(random);
    }
  }

  @Nested
  class Min extends OfDepartures<double[], Extreme> {
    @Override
    protected Aggregate<Departure, double[], Extreme> aggregate() {
      return Aggregates.min(Departure::delay);
    }
  }

  @Nested
  class Max extends OfDepartures<double[], Extreme> {
    @Override
    protected Aggregate<Departure, double[], Extreme> aggregate() {
      return Aggregates.max(Departure::delay);
    }
  }

  @Nested
  class MinBy extends OfDepartures<List<Ranked<Departure>>, Optional<Departure>> {
    @Override
    protected Aggregate<Departure, List<Ranked<Departure>>, Optional<Departure>> aggregate() {
      return Aggregates.minBy(Departure::delay);
    }
  }

  @Nested
  class MaxBy extends OfDepartures<List<Ranked<Departure>>, Optional<Departure>> {
    @Override
    protected Aggregate<Departure, List<Ranked<Departure>>, Optional<Departure>> aggregate() {
      return Aggregates.maxBy(Departure::delay);
    }
  }

  @Nested
  class TopK extends OfDepartures<List<Ranked<Departure>>, List<Departure>> {
    @Override
    protected Aggregate<Departure, List<Ranked<Departure>>, List<Departure>> aggregate() {
      return Aggregates.topK(5, Departure::delay);
    }
  }

  @Nested
  class SumLong extends OfDepartures<long[], Long> {
    @Override
    protected Aggregate<Departure, long[], Long> aggregate() {
      return Aggregates.sumLong(departure -> departure.number() * 1_000_000L);
    }
  }

  @Nested
  class Combined extends OfDepartures<Both<double[], long[]>, DelaySummary> {
    @Override
    protected Aggregate<Departure, Both<double[], long[]>, DelaySummary> aggregate() {
      return Aggregates.combined(
          Aggregates.max(Departure::delay),
          Aggregates.share(departure -> departure.delay() > 0),
          DelaySummary::new);
    }
  }

  @Nested
  class CombinedInvertible extends OfDepartures<Both<long[], long[]>, Mean> {
    @Override
    protected Aggregate<Departure, Both<long[], long[]>, Mean> aggregate() {
      return Aggregates.combined(
          Aggregates.count(),
          Aggregates.sumLong(Departure::number),
          (count, sum) -> new Mean(count, sum));
    }
  }

  /** The example of {@link Aggregate}. */
  @Nested
  class UserDefined extends OfDepartures<double[], Double> {
    @Override
    protected Aggregate<Departure, double[], Double> aggregate() {
      return new Spread();
    }

    @Override
    protected Departure row(Random random) {
      return new Departure(1, random.nextGaussian());
    }
  }

  private static final class Spread implements Aggregate<Departure, double[], Double> {

    @Override
    public double[] create() {
      return new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    }

    @Override
    public double[] add(double[] range, Departure departure) {
      range[0] = Math.min(range[0], departure.delay());
      range[1] = Math.max(range[1], departure.delay());
      return range;
    }

    @Override
    public double[] merge(double[] left, double[] right) {
      left[0] = Math.min(left[0], right[0]);
      left[1] = Math.max(left[1], right[1]);
      return left;
    }

    @Override
    public Double result(double[] range) {
      return Math.max(0, range[1] - range[0]);
    }
  }
}
