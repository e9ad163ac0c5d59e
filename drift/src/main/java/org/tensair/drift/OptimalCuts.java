package org.tensair.drift;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntPredicate;
import org.apache.commons.statistics.distribution.FDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Where {@link Optwin} cuts a window of each length: so that the newer part is as short as it can
 * be, which finds drifts soonest, while a shift of the mean by {@code rho} deviations would still
 * be significant in the worst case, a variance just below what the F-test reports.
 *
 * <p>For a window of {@code w} values cut in {@code h} old and {@code n = w − h} new ones the
 * smallest significant shift, in deviations of the history, is
 *
 * <pre>
 *   shift(w, n) = t · √(1/h + f/n)      f = F quantile (h − 1, n − 1)
 *                                       t = Student quantile (Welch's degrees of freedom)
 * </pre>
 *
 * at the confidence of one test. The cut is the smallest {@code n} with {@code shift(w, n) ≤ rho};
 * short windows that have none are cut in the middle. That {@code n} never grows with {@code w}
 * (about 61 for long windows at the published options), so the few lengths at which it falls are
 * found by bisection: some hundred quantiles instead of two for each length.
 */
final class OptimalCuts {

  private record Key(double confidence, double rho, int maxWindow) {}

  private static final ConcurrentMap<Key, int[]> NEW_SIZES = new ConcurrentHashMap<>();

  /** The least values of a part: the degrees of freedom must be above 0. */
  private static final int SMALLEST = 3;

  private final double confidence;
  private final double rho;
  private final int maxWindow;

  private OptimalCuts(double confidence, double rho, int maxWindow) {
    this.confidence = confidence;
    this.rho = rho;
    this.maxWindow = maxWindow;
  }

  /**
   * By window length, how many of its values are new; not to be changed.
   *
   * @param confidence of one test
   */
  static int[] newSizes(double confidence, double rho, int maxWindow) {
    return NEW_SIZES.computeIfAbsent(
        new Key(confidence, rho, maxWindow),
        key -> new OptimalCuts(confidence, rho, maxWindow).solve());
  }

  /** Welch's degrees of freedom of two means with the squared standard errors a and b. */
  static double degreesOfFreedom(double a, int sizeA, double b, int sizeB) {
    return (a + b) * (a + b) / (a * a / (sizeA - 1) + b * b / (sizeB - 1));
  }

  static double f(double confidence, int oldSize, int newSize) {
    return FDistribution.of(oldSize - 1.0, newSize - 1.0).inverseCumulativeProbability(confidence);
  }

  static double t(double confidence, double degreesOfFreedom) {
    return TDistribution.of(degreesOfFreedom).inverseCumulativeProbability(confidence);
  }

  private int[] solve() {
    int[] newSizes = new int[maxWindow + 1];
    for (int length = 0; length <= maxWindow; length++) {
      newSizes[length] = Math.max(0, length - (length / 2 + 1));
    }
    int length = first(8, maxWindow, each -> solves(each, bestSize(each)));
    if (length > maxWindow) {
      return newSizes;
    }
    int shortest = length;
    int size = first(SMALLEST, bestSize(length), each -> solves(shortest, each));
    while (length <= maxWindow) {
      int smaller = size - 1;
      int next = first(length, maxWindow, each -> solves(each, smaller));
      Arrays.fill(newSizes, length, next, size);
      length = next;
      size = smaller;
    }
    return newSizes;
  }

  /**
   * The size of the newer part that makes the shift smallest. There is one valley, a little behind
   * the middle, because the newer part's variance may be larger.
   */
  private int bestSize(int length) {
    return first(
        length / 2,
        length - SMALLEST - 1,
        each -> excess(length, each) <= excess(length, each + 1));
  }

  private boolean solves(int length, int newSize) {
    return newSize >= SMALLEST && excess(length, newSize) <= 1 - confidence;
  }

  /**
   * The chance of a shift by rho without a drift: {@code shift(w, n) ≤ rho} where it is at most
   * that of one test, with one quantile less to compute.
   */
  private double excess(int length, int newSize) {
    int oldSize = length - newSize;
    double a = 1.0 / oldSize;
    double b = f(confidence, oldSize, newSize) / newSize;
    return TDistribution.of(degreesOfFreedom(a, oldSize, b, newSize))
        .survivalProbability(rho / Math.sqrt(a + b));
  }

  /**
   * The first number from {@code from} to {@code to} that passes a test which all later ones pass
   * too, or {@code to + 1}. It is looked for in growing steps, since it is often near.
   */
  private static int first(int from, int to, IntPredicate test) {
    int low = from;
    int high = from;
    for (int step = 1; high <= to && !test.test(high); step *= 2) {
      low = high + 1;
      high = Math.min(to + 1, high + step);
    }
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (test.test(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
