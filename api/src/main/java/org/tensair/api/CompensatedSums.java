package org.tensair.api;

import java.util.Arrays;

/**
 * Count and sum of a number read from each row. The accumulator is {@code [count, sum, error of the
 * sum, …]}: the error is what the additions rounded away (Neumaier 1974), so that what is added and
 * later removed leaves no trace.
 */
abstract class CompensatedSums<T, R> extends InvertibleAggregate<T, double[], R> {

  private final DoubleSelector<T> selector;

  CompensatedSums(DoubleSelector<T> selector) {
    this.selector = selector;
  }

  @Override
  public double[] create() {
    return new double[3];
  }

  /** The number of a row, or NaN if it has none; see {@link SumAggregate#numberOf}. */
  public final double numberOf(T row) throws Exception {
    return numberOf(selector, row);
  }

  static <T> double numberOf(DoubleSelector<T> selector, T row) throws Exception {
    double value = selector.valueOf(row);
    if (Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "Aggregate: found " + value + " for " + row + ", required a finite number or NaN.");
    }
    return value;
  }

  @Override
  final void fold(double[] sums, T row, int sign) throws Exception {
    double value = numberOf(row);
    if (Double.isNaN(value)) {
      return;
    }
    sums[0] += sign;
    if (sums[0] == 0) {
      Arrays.fill(sums, 0);
    } else {
      foldValue(sums, value, sign);
    }
  }

  /** Adds or removes a finite value; the count is already right. */
  void foldValue(double[] sums, double value, int sign) {
    plus(sums, 1, sign * value);
  }

  @Override
  public final double[] merge(double[] left, double[] right) {
    left[0] += right[0];
    for (int i = 1; i < right.length; i += 2) {
      plus(left, i, right[i]);
      left[i + 1] += right[i + 1];
    }
    return left;
  }

  static double sum(double[] sums) {
    return sums[1] + sums[2];
  }

  static double mean(double[] sums) {
    return sums[0] == 0 ? 0 : sum(sums) / sums[0];
  }

  /**
   * Adds to the sum at {@code at}, whose error is beside it (Knuth's two-sum, without branches).
   */
  static void plus(double[] sums, int at, double value) {
    double old = sums[at];
    double sum = old + value;
    double added = sum - old;
    sums[at] = sum;
    sums[at + 1] += (old - (sum - added)) + (value - added);
  }

  /** Adds {@code a · b} with the rounding of the product. */
  static void plusProduct(double[] sums, int at, double a, double b) {
    double product = a * b;
    plus(sums, at, product);
    sums[at + 1] += Math.fma(a, b, -product);
  }
}
