package org.tensair.learning;

/**
 * Count, mean and sum of squared deviations (M2) of columns, three numbers each, in one array: the
 * form in which they travel between replicas.
 *
 * <p>B. P. Welford: Note on a method for calculating corrected sums of squares and products, 1962.
 * T. F. Chan, G. H. Golub, R. J. LeVeque: Updating formulae and a pairwise algorithm for computing
 * sample variances, 1979.
 */
final class Moments {

  /** Numbers of a column. */
  static final int WIDTH = 3;

  private static final int COUNT = 0;
  private static final int MEAN = 1;
  private static final int M2 = 2;

  private Moments() {}

  /** Learns a value of the column that starts at {@code at}. */
  static void add(double[] moments, int at, double value) {
    double off = value - moments[at + MEAN];
    double count = ++moments[at + COUNT];
    double mean = moments[at + MEAN] += off / count;
    moments[at + M2] += off * (value - mean);
  }

  /** Merges the column of {@code from} that starts at {@code there} into that of {@code into}. */
  static void merge(double[] into, int at, double[] from, int there) {
    double a = into[at + COUNT];
    double b = from[there + COUNT];
    if (b > 0) {
      double off = from[there + MEAN] - into[at + MEAN];
      into[at + COUNT] = a + b;
      into[at + MEAN] += off * b / (a + b);
      into[at + M2] += from[there + M2] + off * off * a * b / (a + b);
    }
  }

  static double count(double[] moments, int at) {
    return moments[at + COUNT];
  }

  static double mean(double[] moments, int at) {
    return moments[at + MEAN];
  }

  /** Standard deviation of what was seen; 0 for less than two values, NaN for none. */
  static double deviation(double[] moments, int at) {
    return Math.sqrt(moments[at + M2] / moments[at + COUNT]);
  }
}
