package org.tensair.learning;

import java.util.Map;

/**
 * What a snapshot holds of the evaluation of one replica.
 *
 * @param rowsPerPoint length of the ranges
 * @param points by number: their first record index divided by {@code rowsPerPoint}
 */
public record EvaluationState(Scores total, long rowsPerPoint, Map<Long, Scores> points) {

  /** Scores of the model and of the baselines over the same rows. */
  public record Scores(Counts model, Counts majority, Counts noChange, long newestLabelTime) {}

  /**
   * Scores of one predictor.
   *
   * @param probabilities whether all were probabilities
   * @param positives rows of class 1 by the bin of their probability; empty if there are no bins
   * @param negatives likewise of class 0
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared, never changed.
  public record Counts(
      long rows,
      double lossSum,
      long classed,
      long correct,
      boolean probabilities,
      long[] positives,
      long[] negatives) {}
}
