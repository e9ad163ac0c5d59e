package org.tensair.learning;

import java.util.Arrays;
import org.tensair.api.OnlineScaler;

/**
 * Some columns of {@link ScalerStatistics}.
 *
 * <p>What a value differs from the mean is both what is scaled and, added up with its square, what
 * is learnt, so a value costs no division. The sums go into the statistics, and mean and deviation
 * are worked out anew, after a row with one of the first {@value #EXACT} values of some column,
 * when 1/{@value #GROWTH} more rows were seen, and when a peer sent its statistics. Until then the
 * mean hardly moves, so the sums stay small beside the values they are of.
 */
final class Scaler implements OnlineScaler {

  private static final double LIMIT = 6;

  private static final long EXACT = 1_024;
  private static final long GROWTH = 128;

  private final String name;
  private final ScalerStatistics statistics;
  private final int first;
  private final int width;
  private final double[] means;
  private final double[] inverseDeviations;

  private final double[] counts;

  // When the sums went into the statistics last; then, what the values since differ from the mean.
  private final double[] learnt;
  private final double[] sums;
  private final double[] squares;

  private long rows;
  private long validTo;

  /**
   * @param name in errors
   * @param first column of the statistics
   * @param width columns
   */
  Scaler(String name, ScalerStatistics statistics, int first, int width) {
    this.name = name;
    this.statistics = statistics;
    this.first = first;
    this.width = width;
    means = new double[width];
    inverseDeviations = new double[width];
    counts = new double[width];
    learnt = new double[width];
    sums = new double[width];
    squares = new double[width];
  }

  @Override
  public void scale(double[] values, float[] scaled) {
    if (values.length < width || scaled.length < width) {
      throw new IndexOutOfBoundsException(
          "Scaler \""
              + name
              + "\": found "
              + values.length
              + " values and room for "
              + scaled.length
              + ", required "
              + width
              + " of each.");
    }
    if (rows >= validTo) {
      workOut();
    }
    rows++;
    boolean few = false;
    for (int i = 0; i < width; i++) {
      double off = values[i] - means[i];
      if (Double.isFinite(off)) {
        few |= ++counts[i] <= EXACT;
        sums[i] += off;
        squares[i] += off * off;
        scaled[i] = (float) Math.max(-LIMIT, Math.min(LIMIT, off * inverseDeviations[i]));
      } else {
        scaled[i] = 0;
      }
    }
    if (few) {
      refresh();
    }
  }

  /** Puts what was learnt into the statistics. */
  void learn() {
    for (int i = 0; i < width; i++) {
      statistics.add(first + i, counts[i] - learnt[i], means[i], sums[i], squares[i]);
      learnt[i] = counts[i];
    }
    Arrays.fill(sums, 0);
    Arrays.fill(squares, 0);
  }

  /** Mean and deviation are to be worked out anew. */
  void refresh() {
    validTo = rows;
  }

  /** All but the statistics; a copy. */
  ReplicaState.Columns state() {
    return new ReplicaState.Columns(
        rows,
        validTo,
        means.clone(),
        inverseDeviations.clone(),
        counts.clone(),
        learnt.clone(),
        sums.clone(),
        squares.clone());
  }

  /** Takes over what {@link #state} gave. */
  void restore(ReplicaState.Columns state) {
    rows = state.rows();
    validTo = state.validTo();
    System.arraycopy(state.means(), 0, means, 0, width);
    System.arraycopy(state.inverseDeviations(), 0, inverseDeviations, 0, width);
    System.arraycopy(state.counts(), 0, counts, 0, width);
    System.arraycopy(state.learnt(), 0, learnt, 0, width);
    System.arraycopy(state.sums(), 0, sums, 0, width);
    System.arraycopy(state.squares(), 0, squares, 0, width);
  }

  private void workOut() {
    learn();
    double[] all = new double[Moments.WIDTH];
    for (int i = 0; i < width; i++) {
      statistics.ofAll(first + i, all);
      means[i] = Moments.mean(all, 0);
      double inverse = 1 / Moments.deviation(all, 0);
      // Not a number or infinite: nothing seen before, or always the same value.
      inverseDeviations[i] = Double.isFinite(inverse) ? inverse : 0;
    }
    validTo = rows + rows / GROWTH + 1;
  }
}
