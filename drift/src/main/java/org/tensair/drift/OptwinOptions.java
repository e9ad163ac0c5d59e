package org.tensair.drift;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Options of {@link Optwin}. Immutable: each method returns a changed copy.
 *
 * @param confidence that a reported drift is none of chance, in [0.5, 1); the tests share it out
 * @param rho smallest shift of the mean to be found, in deviations of the history, above 0
 * @param minWindow values before anything is reported, 10 or more
 * @param maxWindow values that are remembered, at least {@code minWindow}, up to 10,000,000
 * @param statistic how the means are compared
 * @param varianceTest whether a larger variance is a drift too, provided the mean rose with it; off
 *     by itself while the history holds fewer than five different values beside its first, as with
 *     binary losses
 */
public record OptwinOptions(
    double confidence,
    double rho,
    int minWindow,
    int maxWindow,
    Statistic statistic,
    boolean varianceTest)
    implements Serializable {

  /** How the means of history and newest values are compared. */
  public enum Statistic {
    /**
     * As published: {@code (µn − µh) / √(σh/h + σn/n)}. Because deviations stand where variances
     * should, it depends on the scale of the values: for losses in [0, 1] only.
     */
    PUBLISHED,
    /** Welch's: {@code (µn − µh) / √(σh²/h + σn²/n)}. Does not depend on scale. */
    WELCH
  }

  /**
   * @throws IllegalArgumentException naming every option out of range
   */
  public OptwinOptions {
    List<String> problems = new ArrayList<>();
    if (!(confidence >= 0.5 && confidence < 1)) {
      problems.add("found confidence = " + confidence + ", required [0.5, 1)");
    }
    if (!(rho > 0 && rho < Double.POSITIVE_INFINITY)) {
      problems.add("found rho = " + rho + ", required above 0");
    }
    if (minWindow < 10) {
      problems.add("found minWindow = " + minWindow + ", required 10 or more");
    }
    if (maxWindow < minWindow || maxWindow > 10_000_000) {
      problems.add("found maxWindow = " + maxWindow + ", required " + minWindow + " to 10000000");
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("Optwin options: " + String.join("; ", problems) + ".");
    }
  }

  /** As published: confidence 0.99, rho 0.5, windows of 30 to 25,000 values, variance tested. */
  public static OptwinOptions published() {
    return new OptwinOptions(0.99, 0.5, 30, 25_000, Statistic.PUBLISHED, true);
  }

  /**
   * For losses of any scale: Welch's statistic at confidence 0.9999, the variance not tested, since
   * losses are skewed and the F-test takes them for drifts.
   */
  public static OptwinOptions welch() {
    return new OptwinOptions(0.9999, 0.5, 30, 25_000, Statistic.WELCH, false);
  }

  /** See {@code confidence}. */
  public OptwinOptions withConfidence(double value) {
    return new OptwinOptions(value, rho, minWindow, maxWindow, statistic, varianceTest);
  }

  /** See {@code rho}. */
  public OptwinOptions withRho(double value) {
    return new OptwinOptions(confidence, value, minWindow, maxWindow, statistic, varianceTest);
  }

  /** See {@code minWindow} and {@code maxWindow}. */
  public OptwinOptions withWindow(int min, int max) {
    return new OptwinOptions(confidence, rho, min, max, statistic, varianceTest);
  }

  /** See {@code statistic}. */
  public OptwinOptions withStatistic(Statistic value) {
    return new OptwinOptions(confidence, rho, minWindow, maxWindow, value, varianceTest);
  }

  /** See {@code varianceTest}. */
  public OptwinOptions withVarianceTest(boolean value) {
    return new OptwinOptions(confidence, rho, minWindow, maxWindow, statistic, value);
  }
}
