package org.tensair.api;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a left record finds, at its own event time {@code t}, among the right records of its key.
 * Right records at exactly {@code t} are found. A lookup is a left join: every left record comes
 * out once.
 *
 * @param <R> right records
 * @param <V> what is found
 */
public sealed interface Lookup<R, V extends @Nullable Object> extends Serializable {

  /** The newest right record with time ≤ {@code t} and > {@code t − maxAge}, or null. */
  static <R> Latest<R> latest(Duration maxAge) {
    return new Latest<>(maxAge);
  }

  /** An aggregate over the right records in ({@code t − duration}, {@code t}]. */
  static <R, A, V> Last<R, A, V> last(Duration duration, Aggregate<R, A, V> aggregate) {
    return new Last<>(duration, aggregate);
  }

  /**
   * The same aggregate over several durations at once, which share their rows: results in the order
   * of {@code durations}.
   */
  static <R, A, V> LastOfSeveral<R, A, V> last(
      List<Duration> durations, Aggregate<R, A, V> aggregate) {
    return new LastOfSeveral<>(List.copyOf(durations), aggregate);
  }

  /**
   * An aggregate over all right records with time ≤ {@code t}; where sources are live or not in
   * order, over all that have come by then. Nothing of it ever expires: one accumulator is kept for
   * each key.
   */
  static <R, A, V> Total<R, A, V> total(Aggregate<R, A, V> aggregate) {
    return new Total<>(aggregate);
  }

  /** See {@link Lookup#latest}. */
  record Latest<R>(Duration maxAge) implements Lookup<R, @Nullable R> {
    public Latest {
      requirePositive("maxAge", maxAge);
    }
  }

  /** See {@link Lookup#last(Duration, Aggregate)}. */
  record Last<R, A, V>(Duration duration, Aggregate<R, A, V> aggregate) implements Lookup<R, V> {
    public Last {
      requirePositive("duration", duration);
    }
  }

  /** See {@link Lookup#last(List, Aggregate)}. */
  record LastOfSeveral<R, A, V>(List<Duration> durations, Aggregate<R, A, V> aggregate)
      implements Lookup<R, List<V>> {
    public LastOfSeveral {
      if (durations.isEmpty()) {
        throw new IllegalArgumentException("last(...): found no durations, required at least one.");
      }
      durations.forEach(each -> requirePositive("durations", each));
    }
  }

  /** See {@link Lookup#total}. */
  record Total<R, A, V>(Aggregate<R, A, V> aggregate) implements Lookup<R, V> {}

  private static void requirePositive(String name, Duration value) {
    if (value.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException(
          "Lookup: found " + name + " = " + value + ", required at least a millisecond.");
    }
  }
}
