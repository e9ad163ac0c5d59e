package org.tensair.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AggregatesTest {

  private static final Aggregate<Double, double[], Variance> VARIANCE =
      Aggregates.variance(value -> value);

  @Test
  void emptyWindowsGiveZeros() {
    assertThat(resultOf(Aggregates.count())).isZero();
    assertThat(resultOf(Aggregates.sum(Double::doubleValue))).isZero();
    assertThat(resultOf(Aggregates.mean(Double::doubleValue))).isEqualTo(new Mean(0, 0));
    assertThat(resultOf(Aggregates.<Double>share(value -> value > 0))).isEqualTo(new Mean(0, 0));
    assertThat(resultOf(VARIANCE)).isEqualTo(new Variance(0, 0, 0));
  }

  @Test
  void smallWindowsGiveWhatOneExpects() throws Exception {
    assertThat(resultOf(Aggregates.count(), 4, 5, 9)).isEqualTo(3);
    assertThat(resultOf(Aggregates.sum(Double::doubleValue), 4, 5, 9)).isEqualTo(18);
    assertThat(resultOf(Aggregates.mean(Double::doubleValue), 4, 5, 9)).isEqualTo(new Mean(3, 6));
    assertThat(resultOf(Aggregates.<Double>share(value -> value > 4.5), 4, 5, 9, 1))
        .isEqualTo(new Mean(4, 0.5));
    assertThat(resultOf(VARIANCE, 4, 5, 9)).isEqualTo(new Variance(3, 6, 7));
    assertThat(resultOf(VARIANCE, 4, 5, 9).deviation()).isEqualTo(Math.sqrt(7));
    assertThat(resultOf(VARIANCE, 4)).isEqualTo(new Variance(1, 4, 0));
  }

  @Test
  void extremesTellHowManyRowsHadAValue() {
    assertThat(resultOf(Aggregates.min(Double::doubleValue))).isEqualTo(new Extreme(0, 0));
    assertThat(resultOf(Aggregates.max(Double::doubleValue), Double.NaN))
        .isEqualTo(new Extreme(0, 0));
    assertThat(resultOf(Aggregates.min(Double::doubleValue), 4, Double.NaN, -9, 5))
        .isEqualTo(new Extreme(3, -9));
    assertThat(resultOf(Aggregates.max(Double::doubleValue), -4, -9)).isEqualTo(new Extreme(2, -4));
    assertThatThrownBy(() -> resultOf(Aggregates.max(Double::doubleValue), 1.0 / 0))
        .hasRootCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ofEqualRowsTheFirstIsTheBest() {
    DoubleSelector<Double> whole = Math::rint;

    assertThat(resultOf(Aggregates.minBy(whole), 7.1, 3.2, 3.1, 9, 3.3)).contains(3.2);
    assertThat(resultOf(Aggregates.maxBy(whole), 7.1, 3.2, 7.3)).contains(7.1);
    assertThat(resultOf(Aggregates.maxBy(whole), Double.NaN)).isEmpty();
    assertThat(resultOf(Aggregates.topK(3, whole), 1.1, 7.1, 1.2, Double.NaN, 9, 7.3, 7.2))
        .containsExactly(9.0, 7.1, 7.3);
    assertThat(resultOf(Aggregates.topK(3, whole), 1, 2)).containsExactly(2.0, 1.0);
    assertThatThrownBy(() -> Aggregates.topK(0, whole))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found k = 0");
  }

  @Test
  void sumsOfIntegersAreExactOrFail() throws Exception {
    Aggregate<Long, long[], Long> sum = Aggregates.sumLong(Long::longValue);
    long[] sums = sum.add(sum.add(sum.create(), Long.MAX_VALUE), -1L);

    assertThat(sum.result(sums)).isEqualTo(Long.MAX_VALUE - 1);
    assertThatThrownBy(() -> sum.add(sums, 2L))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("9223372036854775806 + 2");
    assertThatThrownBy(() -> sum.remove(sums, -2L)).isInstanceOf(ArithmeticException.class);
    assertThat(sum.result(sum.remove(sums, Long.MAX_VALUE))).isEqualTo(-1);
  }

  @Test
  void ofTwoAggregatesWithOneSerializerBothAreWritten() throws Exception {
    Aggregate<Double, Both<Both<long[], double[]>, String>, String> combined =
        Aggregates.combined(
            Aggregates.combined(
                Aggregates.count(), Aggregates.sum(Double::doubleValue), (n, sum) -> n + " " + sum),
            new Last(true),
            (left, last) -> left + " " + last);
    StateSerializer<Both<Both<long[], double[]>, String>> serializer =
        requireNonNull(combined.accumulatorSerializer());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    serializer.write(
        combined.add(combined.add(combined.create(), 4.0), 5.0), new DataOutputStream(bytes));

    Both<Both<long[], double[]>, String> read =
        serializer.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

    assertThat(combined.result(read)).isEqualTo("2 9.0 5.0");
    assertThat(combined.invertible()).isFalse();
    assertThatThrownBy(() -> combined.remove(read, 4.0)).isInstanceOf(IllegalStateException.class);
    assertThat(
            Aggregates.combined(new Last(false), Aggregates.count(), (last, n) -> last)
                .accumulatorSerializer())
        .isNull();
    assertThatThrownBy(
            () -> Aggregates.combined(new Last(true), new Last(false), (left, right) -> left))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Last without an accumulatorSerializer()");
  }

  @Test
  void aJoinThatFailsSaysOfWhat() {
    Aggregate<Double, Both<long[], long[]>, Long> combined =
        Aggregates.combined(
            Aggregates.count(),
            Aggregates.count(),
            (left, right) -> {
              throw new IOException("full");
            });

    assertThatThrownBy(() -> combined.result(combined.create()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("results 0 and 0")
        .hasRootCauseMessage("full");
  }

  /** Windows of up to 50 rows slide over values of any size; the model adds them up exactly. */
  @Test
  void slidingAgreesWithAnExactModel() throws Exception {
    for (long seed = 1; seed <= 10; seed++) {
      Random random = new Random(seed);
      Deque<Double> window = new ArrayDeque<>();
      double[] sums = VARIANCE.create();
      for (int step = 0; step < 1_000; step++) {
        if (window.size() == 50 || (!window.isEmpty() && random.nextInt(3) == 0)) {
          sums = VARIANCE.remove(sums, window.removeFirst());
        } else {
          double value = random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6);
          window.add(value);
          sums = VARIANCE.add(sums, value);
        }
        Variance found = VARIANCE.result(sums);
        Variance exact = exact(window);
        assertThat(found.count()).as("seed %d step %d", seed, step).isEqualTo(exact.count());
        assertThat(found.mean())
            .as("seed %d step %d", seed, step)
            .isCloseTo(exact.mean(), within(1e-14 * Math.abs(exact.mean()) + 1e-20));
        assertThat(found.variance())
            .as("seed %d step %d", seed, step)
            .isCloseTo(exact.variance(), within(1e-12 * exact.variance() + 1e-18));
      }
    }
  }

  @Test
  void millionsOfRowsLeaveNoTrace() throws Exception {
    assertThat(afterSliding(500_000, value -> 1e6 * value).variance())
        .isCloseTo(afterSliding(100, value -> 1e6 * value).variance(), within(1e-3));

    double[] sums = VARIANCE.create();
    Random random = new Random(3);
    for (int row = 0; row < 1_000_000; row++) {
      double value = random.nextGaussian() * 1e9;
      sums = VARIANCE.remove(VARIANCE.add(sums, value), value);
    }
    assertThat(VARIANCE.result(sums)).isEqualTo(new Variance(0, 0, 0));
    assertThat(sums).containsOnly(0);
  }

  @Test
  void aSmallVarianceAroundALargeMeanSurvives() throws Exception {
    double[] sums = VARIANCE.create();
    for (int row = 0; row < 100_000; row++) {
      sums = VARIANCE.add(sums, 1e6 + (row % 2 == 0 ? 0.01 : -0.01));
    }

    assertThat(VARIANCE.result(sums).variance()).isCloseTo(1e-4, within(1e-8));
  }

  @Test
  void mergeIsAddingTheRowsOfBoth() throws Exception {
    double[] left = VARIANCE.create();
    double[] right = VARIANCE.create();
    double[] both = VARIANCE.create();
    Random random = new Random(5);
    for (int row = 0; row < 1_000; row++) {
      double value = 1e4 + random.nextGaussian();
      left = row < 600 ? VARIANCE.add(left, value) : left;
      right = row < 600 ? right : VARIANCE.add(right, value);
      both = VARIANCE.add(both, value);
    }

    Variance merged = VARIANCE.result(VARIANCE.merge(left, right));
    Variance one = VARIANCE.result(both);

    assertThat(merged.count()).isEqualTo(1_000);
    assertThat(merged.mean()).isCloseTo(one.mean(), within(1e-9));
    assertThat(merged.variance()).isCloseTo(one.variance(), within(1e-12));
  }

  @Test
  void missingValuesAreLeftOutAndInfiniteOnesRefused() throws Exception {
    Aggregate<Double, double[], Mean> mean = Aggregates.mean(Double::doubleValue);

    assertThat(resultOf(mean, 1, Double.NaN, 3)).isEqualTo(new Mean(2, 2));
    double[] sums = mean.add(mean.add(mean.create(), Double.NaN), 4.0);
    assertThat(mean.result(mean.remove(sums, Double.NaN))).isEqualTo(new Mean(1, 4));
    assertThatThrownBy(() -> mean.add(mean.create(), Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found Infinity");
  }

  @Test
  void anAggregateThatIsNotInvertibleRefusesToRemove() {
    Last last = new Last(false);

    assertThat(last.invertible()).isFalse();
    assertThatThrownBy(() -> last.remove("", 1.0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not invertible");
  }

  /** The variance of the last 100 of {@code rows} values that slid through a window. */
  private static Variance afterSliding(int rows, DoubleUnaryOperator scale) throws Exception {
    double[] sums = VARIANCE.create();
    for (int row = -rows; row < 0; row++) {
      sums = VARIANCE.add(sums, scale.applyAsDouble(Math.sin(row)));
      if (row + rows >= 100) {
        sums = VARIANCE.remove(sums, scale.applyAsDouble(Math.sin(row - 100)));
      }
    }
    return VARIANCE.result(sums);
  }

  /** The text of the last row. */
  private static final class Last implements Aggregate<Double, String, String> {

    private final boolean serializer;

    Last(boolean serializer) {
      this.serializer = serializer;
    }

    @Override
    public String create() {
      return "";
    }

    @Override
    public String add(String accumulator, Double value) {
      return value.toString();
    }

    @Override
    public String merge(String left, String right) {
      return right.isEmpty() ? left : right;
    }

    @Override
    public String result(String accumulator) {
      return accumulator;
    }

    @Override
    public @Nullable StateSerializer<String> accumulatorSerializer() {
      return serializer ? new OfStrings() : null;
    }
  }

  private static final class OfStrings implements StateSerializer<String> {

    @Override
    public void write(String value, DataOutput out) throws IOException {
      out.writeUTF(value);
    }

    @Override
    public String read(DataInput in) throws IOException {
      return in.readUTF();
    }
  }

  private static <A, R> R resultOf(Aggregate<Double, A, R> aggregate, double... values) {
    A accumulator = aggregate.create();
    for (double value : values) {
      try {
        accumulator = aggregate.add(accumulator, value);
      } catch (Exception notExpected) {
        throw new AssertionError(notExpected);
      }
    }
    return aggregate.result(accumulator);
  }

  private static Variance exact(Deque<Double> window) {
    if (window.isEmpty()) {
      return new Variance(0, 0, 0);
    }
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal squares = BigDecimal.ZERO;
    for (double value : window) {
      BigDecimal decimal = new BigDecimal(value);
      sum = sum.add(decimal);
      squares = squares.add(decimal.multiply(decimal));
    }
    BigDecimal count = BigDecimal.valueOf(window.size());
    BigDecimal mean = sum.divide(count, MathContext.DECIMAL128);
    BigDecimal deviations = squares.subtract(mean.multiply(sum));
    return new Variance(
        window.size(),
        mean.doubleValue(),
        window.size() < 2 ? 0 : deviations.doubleValue() / (window.size() - 1));
  }
}
