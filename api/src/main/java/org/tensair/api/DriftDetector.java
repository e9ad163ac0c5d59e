package org.tensair.api;

/**
 * Watches a series of losses, one value at a time, and says when they have become worse.
 *
 * <p>Used by one thread at a time. A detector that has reported a drift has forgotten what came
 * before it and goes on with the values after.
 */
public interface DriftDetector {

  /** A short name in reports, such as {@code optwin}. */
  String name();

  /**
   * Takes the next value of the series.
   *
   * @return true if, with this value, the series is seen to have become worse
   * @throws IllegalArgumentException if {@code value} is not finite
   */
  boolean update(double value);

  /** Forgets everything, as if newly made. */
  void reset();

  /**
   * All that verdicts to come depend on, for a snapshot; a copy. The detector's options are no part
   * of it. Empty if there is nothing to remember.
   */
  double[] state();

  /**
   * Goes on where a detector of the same class and options was when it gave {@code state}: every
   * verdict after is the one which that detector would have given.
   *
   * @throws IllegalArgumentException if it cannot be the state of such a detector
   */
  void restore(double[] state);
}
