package org.tensair.api;

/**
 * An aggregate that needs no more of a window than how many numbers its rows have and their sum. A
 * runtime may then keep running sums in the place of rows: a window of any length is the difference
 * of two of them.
 *
 * @param <T> rows
 * @param <A> accumulator
 * @param <R> result
 */
public interface SumAggregate<T, A, R> extends Aggregate<T, A, R> {

  /**
   * The number of a row: finite, or NaN for a row without, which counts for nothing.
   *
   * @throws IllegalArgumentException if it is infinite
   */
  double numberOf(T row) throws Exception;

  /** The result of a window. */
  R resultOf(long count, double sum);

  @Override
  default boolean invertible() {
    return true;
  }
}
