package org.tensair.learning;

import java.util.Arrays;
import org.tensair.api.OnlineScaler;

/**
 * Some columns of {@link ScalerStatistics}.
 *
 * <p>What a value differs from the mean is both what is scaled and, added up with its square, what
 * is learnt, so a value costs no division. The sums go into the statistics, and mean and deviation
 * are worked out anew, after each of the first {@value #EXACT} rows, then when 1/{@value #GROWTH}
 * more were seen or a peer sent its statistics. By then the mean has hardly moved, so the sums stay
 * small beside the values they are of.
 */
final class Scaler implements OnlineScaler {

  private static final double LIMIT = 6;

  private static final long EXACT = 1_024;
  private static final long GROWTH = 128;

  private final ScalerStatistics statistics;
  private final int first;
  private final int width;
  private final double[] means;
  private final double[] inverseDeviations;

  // Since the sums went into the statistics last: how many values, and what they differ from mean.
  private final double[] counts;
  private final double[] sums;
  private final double[] squares;

  private long rows;
  private long validTo;

  /**
   * @param first column of the statistics
   * @param width columns
   */
  Scaler(ScalerStatistics statistics, int first, int width) {
    this.statistics = statistics;
    this.first = first;
    this.width = width;
    means = new double[width];
    inverseDeviations = new double[width];
    counts = new double[width];
    sums = new double[width];
    squares = new double[width];
  }

  @Override
  public void scale(double[] values, float[] scaled) {
    if (values.length < width || scaled.length < width) {
      throw new IndexOutOfBoundsException(
          "Scaler: found "
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
    for (int i = 0; i < width; i++) {
      double off = values[i] - means[i];
      if (Double.isFinite(off)) {
        counts[i]++;
        sums[i] += off;
        squares[i] += off * off;
        scaled[i] = (float) Math.max(-LIMIT, Math.min(LIMIT, off * inverseDeviations[i]));
      } else {
        scaled[i] = 0;
      }
    }
  }

  /** Puts what was learnt into the statistics. */
  void learn() {
    for (int i = 0; i < width; i++) {
      statistics.add(first + i, counts[i], means[i], sums[i], squares[i]);
    }
    Arrays.fill(counts, 0);
    Arrays.fill(sums, 0);
    Arrays.fill(squares, 0);
  }

  /** Mean and deviation are to be worked out anew. */
  void refresh() {
    validTo = rows;
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
    validTo = rows < EXACT ? rows + 1 : rows + rows / GROWTH;
  }
}
