package org.tensair.drift;

import java.util.Arrays;
import org.tensair.api.DriftDetector;

/**
 * ADWIN: a window that shrinks when its mean has changed.
 *
 * <p><b>Idea.</b> Keep as many of the newest losses as seem to have one mean. Whenever some cut of
 * the window leaves two parts whose means differ by more than chance allows, drop the oldest
 * values, and try again. The window is kept as an exponential histogram, see {@link
 * ExponentialHistogram}, and only its bucket limits are tried as cuts. If the mean of what is left
 * is higher than before, a drift is reported and the window emptied; if it is lower, the window
 * just goes on shorter.
 *
 * <p><b>Formula.</b> With n0 older and n1 newer values out of n of variance σ², a cut is one if
 *
 * <pre>
 *   |µ0 − µ1| &gt; √(2·m·σ²·d) + ⅔·m·d
 *   m = 1/(n0 − 4) + 1/(n1 − 4)       d = ln(2·ln(n) / delta)
 * </pre>
 *
 * The 4 is not in the paper but in the implementations of MOA and River, which it makes comparable
 * with this one: on rising series the detections are those of River, one for one.
 *
 * <p><b>Parameters.</b> {@code delta}: the chance of a false alarm at a cut, 0.002 as published.
 * The window is tested every 32 values if it has more than 10, at cuts with at least 6 values on
 * each side. Made for losses in [0, 1]: a larger range makes the second term too small, a smaller
 * one too large.
 *
 * <p><b>Cost.</b> Memory and time per test grow with the logarithm of the window's length.
 *
 * <pre>{@code
 * DriftDetector detector = new Adwin();
 * Random random = new Random(1);
 * for (int i = 0; i < 2_000; i++) {
 *   double error = random.nextDouble() < (i < 1_000 ? 0.2 : 0.6) ? 1 : 0;
 *   if (detector.update(error)) {
 *     System.out.println("drift at " + i); // drift at 1087
 *   }
 * }
 * }</pre>
 *
 * <p><b>Paper.</b> A. Bifet, R. Gavaldà: Learning from time-changing data with adaptive windowing,
 * SDM 2007.
 */
public final class Adwin implements DriftDetector {

  private static final int CLOCK = 32;
  private static final int GRACE = 10;
  private static final int SMALLEST_PART = 5;

  private final double delta;
  private final ExponentialHistogram window = new ExponentialHistogram();
  private long values;

  /** With delta 0.002. */
  public Adwin() {
    this(0.002);
  }

  /**
   * @param delta the chance of a false alarm, in (0, 1)
   */
  public Adwin(double delta) {
    if (!(delta > 0 && delta < 1)) {
      throw new IllegalArgumentException("adwin: found delta = " + delta + ", required (0, 1).");
    }
    this.delta = delta;
  }

  @Override
  public String name() {
    return "adwin";
  }

  @Override
  public boolean update(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "adwin: found the value " + value + ", required a finite one.");
    }
    window.add(value);
    values++;
    if (values % CLOCK != 0 || window.count() <= GRACE) {
      return false;
    }
    double meanBefore = window.mean();
    while (hasCut()) {
      window.dropOldest();
    }
    boolean rose = window.mean() > meanBefore;
    if (rose) {
      reset();
    }
    return rose;
  }

  @Override
  public void reset() {
    window.clear();
    values = 0;
  }

  /** Values since the last reset, then those of {@link ExponentialHistogram#state}. */
  @Override
  public double[] state() {
    double[] buckets = window.state();
    double[] state = new double[1 + buckets.length];
    state[0] = values;
    System.arraycopy(buckets, 0, state, 1, buckets.length);
    return state;
  }

  @Override
  public void restore(double[] state) {
    if (state.length % ExponentialHistogram.NUMBERS != 1) {
      throw new IllegalArgumentException(
          "adwin: found a state of "
              + state.length
              + " numbers, required one and three for each bucket; reset the detector if it comes"
              + " from another.");
    }
    values = (long) state[0];
    window.restore(Arrays.copyOfRange(state, 1, state.length));
  }

  /** How many values the window holds now. */
  public long width() {
    return window.count();
  }

  private boolean hasCut() {
    long n = window.count();
    double sum = window.sum();
    double variance = window.variance();
    double d = Math.log(2 * Math.log((double) n) / delta);
    long n0 = 0;
    double sum0 = 0;
    for (int bucket = 0; bucket < window.buckets() - 1; bucket++) {
      n0 += window.countOf(bucket);
      sum0 += window.sumOf(bucket);
      long n1 = n - n0;
      if (n0 > SMALLEST_PART && n1 > SMALLEST_PART) {
        double m = 1.0 / (n0 - SMALLEST_PART + 1) + 1.0 / (n1 - SMALLEST_PART + 1);
        double bound = Math.sqrt(2 * m * variance * d) + 2.0 / 3 * m * d;
        if (Math.abs(sum0 / n0 - (sum - sum0) / n1) > bound) {
          return true;
        }
      }
    }
    return false;
  }
}
