package org.tensair.api.spi;

/** Receives the result of {@link ModelReplica#score}; made once and used again by one thread. */
public final class Score {

  private final float[] losses;
  private final double[] metricSums;
  private final double[] metricCounts;

  /** Room for {@code rows} rows and {@code metrics} metrics of the card. */
  public Score(int rows, int metrics) {
    losses = new float[rows];
    metricSums = new double[metrics];
    metricCounts = new double[metrics];
  }

  /** Loss of each row, without regularisation; only those of the rows scored are set. */
  public float[] losses() {
    return losses;
  }

  /** Sum of each metric over the rows. */
  public double[] metricSums() {
    return metricSums;
  }

  /** Count of each metric over the rows. */
  public double[] metricCounts() {
    return metricCounts;
  }
}
