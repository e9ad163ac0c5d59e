package org.tensair.drift;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.tensair.api.DriftDetector;
import org.tensair.drift.OptwinOptions.Statistic;

/**
 * OPTWIN: two parts of a window, cut where the cut tells most.
 *
 * <p><b>Idea.</b> Keep the newest losses in a window and compare its newer part with the older one,
 * the history. How long must the newer part be? As short as possible, to find a drift early, but
 * long enough that a shift of {@code rho} deviations is significant: that length is computed for
 * each length of the window, see {@link OptimalCuts}. A drift empties the window. Losses that fall
 * are no drift: the model learns.
 *
 * <p><b>Formula.</b> With history (h values, µh, σh) and newest values (n, µn, σn), and δ' the
 * fourth root of the confidence, a drift is {@code µn > µh} and one of
 *
 * <pre>
 *   (µn − µh) / √(σh/h + σn/n)   &gt; t(δ')      as published, for losses in [0, 1]
 *   (µn − µh) / √(σh²/h + σn²/n) &gt; t(δ')      Welch, for losses of any scale
 *   σn² / σh²                    &gt; F(δ')      the variance, as an option
 * </pre>
 *
 * <p><b>Parameters.</b> {@link OptwinOptions}. On 25,000 normal values without drift the published
 * ones report 0.2 drifts if their deviation is 0.05, but some 70 if it is 3; those of {@link
 * #welch} report 0.02 at any scale, and find a shift by one deviation after 34 to 67 values.
 *
 * <p><b>Cost.</b> Constant time for each value; 8 bytes for each value of the largest window.
 *
 * <pre>{@code
 * DriftDetector detector = new Optwin();
 * Random random = new Random(1);
 * for (int i = 0; i < 2_000; i++) {
 *   double error = random.nextDouble() < (i < 1_000 ? 0.2 : 0.6) ? 1 : 0;
 *   if (detector.update(error)) {
 *     System.out.println("drift at " + i); // drift at 1048
 *   }
 * }
 * }</pre>
 *
 * <p><b>Paper.</b> M. D. L. Tosi, M. Theobald: OPTWIN: Drift identification with optimal
 * sub-windows, 2023, arXiv 2305.11942.
 */
public final class Optwin implements DriftDetector {

  /** Squares of larger values, added up, would overflow. */
  private static final double LARGEST = 1e150;

  private final OptwinOptions options;
  private final double confidence;
  private final double normalQuantile;
  private final int[] newSizes;
  private final double[] fQuantiles;
  private final SplitWindow window;

  /** With {@link OptwinOptions#published}: for losses in [0, 1]. */
  public Optwin() {
    this(OptwinOptions.published());
  }

  /** With these options. */
  public Optwin(OptwinOptions options) {
    this.options = options;
    confidence = Math.pow(options.confidence(), 0.25);
    normalQuantile = NormalDistribution.of(0, 1).inverseCumulativeProbability(confidence);
    newSizes = OptimalCuts.newSizes(confidence, options.rho(), options.maxWindow());
    fQuantiles = new double[options.maxWindow() + 1];
    window = new SplitWindow(options.maxWindow());
  }

  /** With {@link OptwinOptions#welch}: for losses of any scale. */
  public static Optwin welch() {
    return new Optwin(OptwinOptions.welch());
  }

  @Override
  public String name() {
    return "optwin";
  }

  @Override
  public boolean update(double value) {
    if (!(Math.abs(value) <= LARGEST)) {
      throw new IllegalArgumentException(
          "optwin: found the value " + value + ", required a finite one up to ±1e150.");
    }
    window.add(value);
    if (window.size() < options.minWindow()) {
      return false;
    }
    window.cut(newSizes[window.size()]);
    boolean drift = window.newer.mean() > window.older.mean() && (meanRose() || varianceRose());
    if (drift) {
      window.clear();
      window.add(value);
    }
    return drift;
  }

  @Override
  public void reset() {
    window.clear();
  }

  @Override
  public double[] state() {
    return window.state();
  }

  @Override
  public void restore(double[] state) {
    window.restore(state);
  }

  private boolean meanRose() {
    int h = window.older.count();
    int n = window.newer.count();
    double noise = noise();
    double oldDeviation = Math.sqrt(window.older.variance()) + noise;
    double newDeviation = Math.sqrt(window.newer.variance()) + noise;
    boolean welch = options.statistic() == Statistic.WELCH;
    // Unbiased variances are n/(n − 1) larger, which cancels the n of the standard error.
    double a = welch ? oldDeviation * oldDeviation / (h - 1) : oldDeviation / h;
    double b = welch ? newDeviation * newDeviation / (n - 1) : newDeviation / n;
    double statistic = (window.newer.mean() - window.older.mean()) / Math.sqrt(a + b);
    if (statistic <= normalQuantile) {
      return false; // Student's quantiles are larger, and cost 20 µs.
    }
    double degreesOfFreedom =
        welch
            ? OptimalCuts.degreesOfFreedom(a, h, b, n)
            : OptimalCuts.degreesOfFreedom(1.0 / h, h, fQuantile() / n, n);
    return statistic > OptimalCuts.t(confidence, degreesOfFreedom);
  }

  private boolean varianceRose() {
    if (!options.varianceTest() || !window.olderVaries()) {
      return false;
    }
    double noise = noise();
    double oldDeviation = Math.sqrt(window.older.variance()) + noise;
    double newDeviation = Math.sqrt(window.newer.variance()) + noise;
    double ratio = (newDeviation * newDeviation) / (oldDeviation * oldDeviation);
    return ratio > 1 && ratio > fQuantile();
  }

  /** That of the present cut, which is the same for all windows of this length. */
  private double fQuantile() {
    int length = window.size();
    if (fQuantiles[length] == 0) {
      fQuantiles[length] = OptimalCuts.f(confidence, window.older.count(), window.newer.count());
    }
    return fQuantiles[length];
  }

  /**
   * Added to deviations, so that a constant history does not make every later value a drift: as
   * published, or so small beside the values that only rounding is below it.
   */
  private double noise() {
    return options.statistic() == Statistic.PUBLISHED
        ? 1e-6
        : 1e-12 * Math.max(Math.abs(window.origin()), Math.abs(window.newer.mean()));
  }
}
