package org.tensair.learning;

/**
 * Count, mean and sum of squared deviations (M2) of columns, three numbers each, in one array: the
 * form in which they travel between replicas.
 *
 * <p>T. F. Chan, G. H. Golub, R. J. LeVeque: Updating formulae and a pairwise algorithm for
 * computing sample variances, 1979.
 */
final class Moments {

  /** Numbers of a column. */
  static final int WIDTH = 3;

  private static final int COUNT = 0;
  private static final int MEAN = 1;
  private static final int M2 = 2;

  private Moments() {}

  /**
   * Learns values of the column that starts at {@code at}.
   *
   * @param count of the values, may be 0
   * @param from any number near them
   * @param sum of what they differ from it
   * @param squares sum of the squares of that
   */
  static void add(double[] moments, int at, double count, double from, double sum, double squares) {
    if (count > 0) {
      double off = sum / count;
      double m2 = Math.max(0, squares - sum * off);
      merge(moments, at, count, from + off, m2);
    }
  }

  /** Merges the column of {@code from} that starts at {@code there} into that of {@code into}. */
  static void merge(double[] into, int at, double[] from, int there) {
    if (from[there + COUNT] > 0) {
      merge(into, at, from[there + COUNT], from[there + MEAN], from[there + M2]);
    }
  }

  private static void merge(double[] into, int at, double count, double mean, double m2) {
    double before = into[at + COUNT];
    double all = before + count;
    double off = mean - into[at + MEAN];
    into[at + COUNT] = all;
    into[at + MEAN] += off * count / all;
    into[at + M2] += m2 + off * off * before * count / all;
  }

  static double mean(double[] moments, int at) {
    return moments[at + MEAN];
  }

  /** Standard deviation of what was seen; 0 for less than two values, NaN for none. */
  static double deviation(double[] moments, int at) {
    return Math.sqrt(moments[at + M2] / moments[at + COUNT]);
  }
}
