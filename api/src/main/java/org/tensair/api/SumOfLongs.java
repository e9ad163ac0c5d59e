package org.tensair.api;

/** The exact sum of integers. Accumulator: {@code [sum]}. */
final class SumOfLongs<T> implements Aggregate<T, long[], Long> {

  private final LongSelector<T> selector;

  SumOfLongs(LongSelector<T> selector) {
    this.selector = selector;
  }

  @Override
  public long[] create() {
    return new long[1];
  }

  @Override
  public long[] add(long[] sum, T row) throws Exception {
    return plus(sum, selector.valueOf(row));
  }

  @Override
  public long[] merge(long[] left, long[] right) {
    return plus(left, right[0]);
  }

  @Override
  public boolean invertible() {
    return true;
  }

  @Override
  public long[] remove(long[] sum, T row) throws Exception {
    long value = selector.valueOf(row);
    try {
      sum[0] = Math.subtractExact(sum[0], value);
    } catch (ArithmeticException overflow) {
      throw outOfRange(sum[0], "-", value);
    }
    return sum;
  }

  @Override
  public Long result(long[] sum) {
    return sum[0];
  }

  private static long[] plus(long[] sum, long value) {
    try {
      sum[0] = Math.addExact(sum[0], value);
    } catch (ArithmeticException overflow) {
      throw outOfRange(sum[0], "+", value);
    }
    return sum;
  }

  private static ArithmeticException outOfRange(long sum, String sign, long value) {
    return new ArithmeticException(
        "Aggregates.sumLong: found "
            + (sum + " " + sign + " " + value)
            + ", required a sum in the range of long. Use a coarser unit, or Aggregates.sum.");
  }
}
