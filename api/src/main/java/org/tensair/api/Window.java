package org.tensair.api;

import java.io.Serializable;
import java.time.Duration;

/** How a keyed stream is cut into windows of event time, or of records. */
public sealed interface Window extends Serializable {

  /** Windows of {@code size}, one after the other, aligned to the epoch. */
  static Window tumbling(Duration size) {
    return new Sliding(size, size, Duration.ZERO);
  }

  /** The same, shifted by {@code offset}: days of a time zone, say. */
  static Window tumbling(Duration size, Duration offset) {
    return new Sliding(size, size, offset);
  }

  /**
   * Windows of {@code size} that begin every {@code slide}. They are put together of panes as long
   * as the greatest common divisor of both, so a record is aggregated once, not once a window.
   */
  static Window sliding(Duration size, Duration slide) {
    return new Sliding(size, slide, Duration.ZERO);
  }

  /** Windows of records no {@code gap} or more apart; they end {@code gap} after their last one. */
  static Window session(Duration gap) {
    return new Session(gap);
  }

  /** Windows of {@code size} records of a key, in the order in which they come. */
  static Window count(int size) {
    return new Count(size);
  }

  /** See {@link Window#sliding} and {@link Window#tumbling}. */
  record Sliding(Duration size, Duration slide, Duration offset) implements Window {
    public Sliding {
      requirePositive("size", size);
      requirePositive("slide", slide);
      if (slide.compareTo(size) > 0) {
        throw new IllegalArgumentException(
            "Window: found slide = " + slide + ", required at most its size, " + size + ".");
      }
    }
  }

  /** See {@link Window#session}. */
  record Session(Duration gap) implements Window {
    public Session {
      requirePositive("gap", gap);
    }
  }

  /** See {@link Window#count}. */
  record Count(int size) implements Window {
    public Count {
      if (size < 1) {
        throw new IllegalArgumentException(
            "Window: found size = " + size + " records, required at least 1.");
      }
    }
  }

  private static void requirePositive(String name, Duration value) {
    if (value.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException(
          "Window: found " + name + " = " + value + ", required at least a millisecond.");
    }
  }
}
