package org.tensair.learning;

import org.jspecify.annotations.Nullable;
import org.tensair.api.Evaluation;

/**
 * Scores of one predictor over a number of rows; those of several replicas can be merged.
 *
 * <p>The area under the ROC curve is that of probabilities rounded down to a fixed number of equal
 * bins over [0, 1], a tie counting half (the Mann-Whitney statistic). It differs from the exact
 * area by at most half the share of (class 1, class 0) pairs that fall into the same bin.
 */
final class Tally {

  private final long @Nullable [] positives;
  private final long @Nullable [] negatives;
  private long rows;
  private double lossSum;
  private long classed;
  private long correct;
  private boolean probabilities = true;

  /**
   * @param bins of the probabilities, 0 for no ROC curve
   */
  Tally(int bins) {
    positives = bins == 0 ? null : new long[bins];
    negatives = bins == 0 ? null : new long[bins];
  }

  private Tally(Tally other) {
    positives = other.positives == null ? null : other.positives.clone();
    negatives = other.negatives == null ? null : other.negatives.clone();
    rows = other.rows;
    lossSum = other.lossSum;
    classed = other.classed;
    correct = other.correct;
    probabilities = other.probabilities;
  }

  /** From what {@link #state} gave. */
  Tally(EvaluationState.Counts state) {
    boolean bins = state.positives().length > 0;
    positives = bins ? state.positives().clone() : null;
    negatives = bins ? state.negatives().clone() : null;
    rows = state.rows();
    lossSum = state.lossSum();
    classed = state.classed();
    correct = state.correct();
    probabilities = state.probabilities();
  }

  /** Everything; a copy. */
  EvaluationState.Counts state() {
    return new EvaluationState.Counts(
        rows,
        lossSum,
        classed,
        correct,
        probabilities,
        positives == null ? new long[0] : positives.clone(),
        negatives == null ? new long[0] : negatives.clone());
  }

  /**
   * Adds a row.
   *
   * @param predicted class, or {@link Classes#NONE}, which is never right
   * @param actual class, or {@link Classes#NONE}: then only the loss counts
   * @param probability of class 1; after one outside [0, 1], which is none, there is no area
   */
  void add(double loss, int predicted, int actual, double probability) {
    rows++;
    lossSum += loss;
    if (actual == Classes.NONE) {
      return;
    }
    classed++;
    if (predicted == actual) {
      correct++;
    }
    long[] bins = actual == 1 ? positives : negatives;
    if (bins != null) {
      probabilities &= probability >= 0 && probability <= 1;
      int bin = (int) (probability * bins.length);
      bins[Math.min(Math.max(bin, 0), bins.length - 1)]++;
    }
  }

  /** Adds the rows of another tally with as many bins. */
  void merge(Tally other) {
    rows += other.rows;
    lossSum += other.lossSum;
    classed += other.classed;
    correct += other.correct;
    probabilities &= other.probabilities;
    merge(positives, other.positives);
    merge(negatives, other.negatives);
  }

  private static void merge(long @Nullable [] into, long @Nullable [] from) {
    if (into != null && from != null) {
      for (int i = 0; i < into.length; i++) {
        into[i] += from[i];
      }
    }
  }

  Tally copy() {
    return new Tally(this);
  }

  long rows() {
    return rows;
  }

  /** Means over the rows; NaN where there are none. */
  Evaluation evaluation() {
    return new Evaluation(
        rows, lossSum / (double) rows, (double) correct / (double) classed, area());
  }

  private double area() {
    if (positives == null || negatives == null || !probabilities) {
      return Double.NaN;
    }
    double ordered = 0;
    long below = 0;
    long above = 0;
    for (int i = 0; i < positives.length; i++) {
      ordered += positives[i] * (below + 0.5 * negatives[i]);
      below += negatives[i];
      above += positives[i];
    }
    return ordered / ((double) below * (double) above);
  }
}
