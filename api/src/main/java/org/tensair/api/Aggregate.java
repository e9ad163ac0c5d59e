package org.tensair.api;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A fold over the rows of a window: {@code create}, then {@code add} for each row, in event-time
 * order where the rows come in it, then {@code result}.
 *
 * <p>Accumulators may be mutable; a runtime uses what {@code add}, {@code remove} and {@code merge}
 * return and never shares one between threads. {@code result} must neither keep nor change the
 * accumulator: rows may follow.
 *
 * <p>Where the rows of a window are folded in parts, {@code merge} combines them. So it has to be
 * associative, an empty accumulator has to change nothing, and any two parts of the rows, merged,
 * have to give what all rows give; floating-point numbers may differ by rounding. The testkit's
 * {@code AggregateContract} checks it. Between the greatest and the least delay, for example:
 *
 * <pre>{@code
 * final class Spread implements Aggregate<Departure, double[], Double> {
 *
 *   public double[] create() {
 *     return new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
 *   }
 *
 *   public double[] add(double[] range, Departure departure) {
 *     range[0] = Math.min(range[0], departure.delay());
 *     range[1] = Math.max(range[1], departure.delay());
 *     return range;
 *   }
 *
 *   public double[] merge(double[] left, double[] right) {
 *     left[0] = Math.min(left[0], right[0]);
 *     left[1] = Math.max(left[1], right[1]);
 *     return left;
 *   }
 *
 *   public Double result(double[] range) {
 *     return Math.max(0, range[1] - range[0]);
 *   }
 * }
 * }</pre>
 *
 * @param <T> rows
 * @param <A> accumulator
 * @param <R> result
 */
public interface Aggregate<T, A, R> extends Serializable {

  /** A fresh accumulator, whose {@link #result} is the result of an empty window. */
  A create();

  /** The accumulator with {@code value} added. */
  A add(A accumulator, T value) throws Exception;

  /**
   * Both accumulators in one; {@code right} holds the later rows. It stays in use, in other windows
   * perhaps: it must not be changed, neither now nor when what is returned changes later.
   */
  A merge(A left, A right);

  /**
   * The result of the rows added so far. Several windows may get the same one: whoever takes it
   * does not change it, and neither does a later {@link #add}.
   */
  R result(A accumulator);

  /**
   * Whether {@link #remove} undoes {@link #add}. A sliding window then costs a constant time per
   * row; otherwise its rows are folded again for each read.
   */
  default boolean invertible() {
    return false;
  }

  /**
   * The accumulator without {@code value}, which was added before and is the oldest one in it.
   *
   * @throws IllegalStateException if the aggregate is not {@link #invertible}
   */
  default A remove(A accumulator, T value) throws Exception {
    throw new IllegalStateException(
        getClass().getName() + " says it is not invertible, but a row was to be removed from it.");
  }

  /**
   * How accumulators are kept in snapshots; null if their class is one that runtimes can write by
   * themselves, see {@link StateSerializer}.
   */
  default @Nullable StateSerializer<A> accumulatorSerializer() {
    return null;
  }
}
