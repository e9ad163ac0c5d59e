package org.tensair.api;

/**
 * Standardises columns with the mean and deviation of the values seen so far, which are kept as
 * mergeable (count, mean, M2) by Chan's formulas, so that replicas can learn them together.
 */
public interface OnlineScaler {

  /**
   * Scales one value of each column by what was seen before it, then learns them. In a column of
   * more than 1,024 values the newest hundredth may not count yet. A value that is missing (NaN)
   * gives 0, the mean, and is not learnt.
   *
   * @param values one for each column, then whatever else
   * @param scaled takes as many results: (value − mean) / deviation, clipped to ±6; 0 for the first
   *     value of a column
   * @throws IndexOutOfBoundsException if there are fewer values, or less room, than columns
   */
  void scale(double[] values, float[] scaled);
}
