package org.tensair.api;

/**
 * The greatest {@code sign · value}. Accumulator: {@code [rows, greatest]}, which cannot forget a
 * row.
 */
final class ExtremeOf<T> implements Aggregate<T, double[], Extreme> {

  private final DoubleSelector<T> selector;
  private final int sign;

  /**
   * Makes one.
   *
   * @param sign 1 for the maximum, −1 for the minimum
   */
  ExtremeOf(DoubleSelector<T> selector, int sign) {
    this.selector = selector;
    this.sign = sign;
  }

  @Override
  public double[] create() {
    return new double[] {0, Double.NEGATIVE_INFINITY};
  }

  @Override
  public double[] add(double[] extreme, T row) throws Exception {
    double value = CompensatedSums.numberOf(selector, row);
    if (!Double.isNaN(value)) {
      extreme[0]++;
      extreme[1] = Math.max(extreme[1], sign * value);
    }
    return extreme;
  }

  @Override
  public double[] merge(double[] left, double[] right) {
    left[0] += right[0];
    left[1] = Math.max(left[1], right[1]);
    return left;
  }

  @Override
  public Extreme result(double[] extreme) {
    return new Extreme((long) extreme[0], extreme[0] == 0 ? 0 : sign * extreme[1]);
  }
}
