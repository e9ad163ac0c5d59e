package org.tensair.api;

/**
 * Standardises columns with the mean and deviation of the values seen so far, which are kept as
 * mergeable (count, mean, M2) by Welford's and Chan's formulas, so that replicas can learn them
 * together.
 */
public interface OnlineScaler {

  /**
   * Scales a value by what was seen before it, then learns it. In a column of many values the
   * newest hundredth may not count yet. A value that is missing (NaN) gives 0, the mean, and is not
   * learnt.
   *
   * @param column from 0 to {@code width − 1}
   * @return (value − mean) / deviation, clipped to ±6; 0 for the first value
   */
  float scale(int column, double value);

  /**
   * Scales one value of each column, as {@link #scale(int, double)} does, in one go.
   *
   * @param values the columns' values, then whatever else
   * @param scaled takes as many results
   * @throws IndexOutOfBoundsException if there are fewer values, or less room, than columns
   */
  void scale(double[] values, float[] scaled);
}
