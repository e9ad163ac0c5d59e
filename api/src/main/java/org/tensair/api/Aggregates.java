package org.tensair.api;

import java.util.List;
import java.util.Optional;

/**
 * The usual aggregates. Counts, sums, means and variances are invertible, so that a sliding window
 * costs constant time per row; extremes are not. All but {@link #topK} hold a few numbers per key.
 *
 * <p>Sums are compensated (Neumaier 1974): adding and removing millions of rows leaves an error of
 * a few units in the last place, and none at all once the window is empty. A selector that gives
 * NaN has no value for the row, which is then left out and not counted; an infinite value is
 * refused with {@link IllegalArgumentException}.
 *
 * <pre>{@code
 * departures.lookup(labels, on(Departure::origin, Label::origin),
 *     last(ofHours(2), Aggregates.share(Label::isLate)), Sample::withLateShare)
 * }</pre>
 */
public final class Aggregates {

  private Aggregates() {}

  /** How many rows. */
  public static <T> Aggregate<T, long[], Long> count() {
    return new Count<>();
  }

  /** The sum of {@code value} over the rows; 0 for an empty window. */
  public static <T> Aggregate<T, double[], Double> sum(DoubleSelector<T> value) {
    return new Sum<>(value);
  }

  /** Count and mean of {@code value}; both 0 for an empty window. */
  public static <T> Aggregate<T, double[], Mean> mean(DoubleSelector<T> value) {
    return new MeanOf<>(value);
  }

  /** How many rows, and the share of them that pass {@code test}; both 0 for an empty window. */
  public static <T> Aggregate<T, long[], Mean> share(FilterFunction<T> test) {
    return new Share<>(test);
  }

  /** Count, mean and sample variance of {@code value}; all 0 for an empty window. */
  public static <T> Aggregate<T, double[], Variance> variance(DoubleSelector<T> value) {
    return new VarianceOf<>(value);
  }

  /**
   * The exact sum of {@code value} over the rows; 0 for an empty window.
   *
   * <p>A sum that leaves the range of {@code long}, even if later rows would bring it back, fails
   * with {@link ArithmeticException}.
   */
  public static <T> Aggregate<T, long[], Long> sumLong(LongSelector<T> value) {
    return new SumOfLongs<>(value);
  }

  /** Count and minimum of {@code value}; both 0 for an empty window. */
  public static <T> Aggregate<T, double[], Extreme> min(DoubleSelector<T> value) {
    return new ExtremeOf<>(value, -1);
  }

  /** Count and maximum of {@code value}; both 0 for an empty window. */
  public static <T> Aggregate<T, double[], Extreme> max(DoubleSelector<T> value) {
    return new ExtremeOf<>(value, 1);
  }

  /**
   * The row with the least {@code value}, of several the one that came first; none for a window
   * without values.
   */
  public static <T> Aggregate<T, List<Ranked<T>>, Optional<T>> minBy(DoubleSelector<T> value) {
    return new BestRows.One<>(value, -1);
  }

  /**
   * The row with the greatest {@code value}, of several the one that came first; none for a window
   * without values.
   */
  public static <T> Aggregate<T, List<Ranked<T>>, Optional<T>> maxBy(DoubleSelector<T> value) {
    return new BestRows.One<>(value, 1);
  }

  /**
   * The {@code k} rows with the greatest {@code value}, the greatest first and equal ones in the
   * order they came; fewer if fewer rows have a value. Holds {@code k} rows per key.
   *
   * @throws IllegalArgumentException if {@code k} is below 1
   */
  public static <T> Aggregate<T, List<Ranked<T>>, List<T>> topK(int k, DoubleSelector<T> value) {
    return new BestRows.Top<>(k, value);
  }

  /**
   * Two aggregates at once, and {@code join} of their results; three are two of which one is
   * combined. Invertible if both are.
   *
   * <pre>{@code
   * combined(max(Departure::delay), count(), DelaySummary::new)
   * }</pre>
   *
   * @throws IllegalArgumentException if only one has an {@code accumulatorSerializer()} and the
   *     accumulators of the other one are not {@code long[]}, {@code double[]} or {@link Both}
   */
  public static <T, A, B, R, S, U> Aggregate<T, Both<A, B>, U> combined(
      Aggregate<T, A, R> first, Aggregate<T, B, S> second, JoinFunction<R, S, U> join) {
    return new Combined<>(first, second, join);
  }

  /** Accumulator: {@code [rows]}. */
  private static final class Count<T> extends InvertibleAggregate<T, long[], Long>
      implements SumAggregate<T, long[], Long> {

    @Override
    public long[] create() {
      return new long[1];
    }

    @Override
    void fold(long[] rows, T row, int sign) {
      rows[0] += sign;
    }

    @Override
    public long[] merge(long[] left, long[] right) {
      left[0] += right[0];
      return left;
    }

    @Override
    public Long result(long[] rows) {
      return rows[0];
    }

    @Override
    public double numberOf(T row) {
      return 1;
    }

    @Override
    public Long resultOf(long count, double sum) {
      return count;
    }
  }

  /** Accumulator: {@code [rows, rows that passed]}. */
  private static final class Share<T> extends InvertibleAggregate<T, long[], Mean>
      implements SumAggregate<T, long[], Mean> {

    private final FilterFunction<T> test;

    Share(FilterFunction<T> test) {
      this.test = test;
    }

    @Override
    public long[] create() {
      return new long[2];
    }

    @Override
    void fold(long[] rows, T row, int sign) throws Exception {
      boolean passed = test.test(row);
      rows[0] += sign;
      rows[1] += passed ? sign : 0;
    }

    @Override
    public long[] merge(long[] left, long[] right) {
      left[0] += right[0];
      left[1] += right[1];
      return left;
    }

    @Override
    public Mean result(long[] rows) {
      return resultOf(rows[0], (double) rows[1]);
    }

    @Override
    public double numberOf(T row) throws Exception {
      return test.test(row) ? 1 : 0;
    }

    @Override
    public Mean resultOf(long count, double passed) {
      return new Mean(count, count == 0 ? 0 : passed / count);
    }
  }

  private static final class Sum<T> extends CompensatedSums<T, Double>
      implements SumAggregate<T, double[], Double> {

    Sum(DoubleSelector<T> value) {
      super(value);
    }

    @Override
    public Double result(double[] sums) {
      return sum(sums);
    }

    @Override
    public Double resultOf(long count, double sum) {
      return sum;
    }
  }

  private static final class MeanOf<T> extends CompensatedSums<T, Mean>
      implements SumAggregate<T, double[], Mean> {

    MeanOf(DoubleSelector<T> value) {
      super(value);
    }

    @Override
    public Mean result(double[] sums) {
      return resultOf((long) sums[0], sum(sums));
    }

    @Override
    public Mean resultOf(long count, double sum) {
      return new Mean(count, count == 0 ? 0 : sum / count);
    }
  }

  /** Accumulator: the sums of {@link CompensatedSums}, then the sum of squares and its error. */
  private static final class VarianceOf<T> extends CompensatedSums<T, Variance> {

    VarianceOf(DoubleSelector<T> value) {
      super(value);
    }

    @Override
    public double[] create() {
      return new double[5];
    }

    @Override
    void foldValue(double[] sums, double value, int sign) {
      super.foldValue(sums, value, sign);
      plusProduct(sums, 3, sign * value, value);
    }

    /** Uses Σ(x − m)² = Σx² − m(2Σx − m·n), with the rounding of every product. */
    @Override
    public Variance result(double[] sums) {
      double count = sums[0];
      double mean = mean(sums);
      double[] inner = {2 * sums[1], 2 * sums[2]};
      plusProduct(inner, 0, -mean, count);
      double[] squares = {sums[3], sums[4]};
      plusProduct(squares, 0, -mean, inner[0]);
      plusProduct(squares, 0, -mean, inner[1]);
      double deviations = Math.max(0, squares[0] + squares[1]);
      return new Variance((long) count, mean, count < 2 ? 0 : deviations / (count - 1));
    }
  }
}
