package org.tensair.api;

import java.util.List;
import java.util.Map;

/**
 * What a model operator has achieved so far; a snapshot.
 *
 * @param state of the model
 * @param predicted rows, with those of the runs before that the snapshot restored from had
 * @param restored those of {@code predicted} that runs before had; 0 if nothing was restored
 * @param labelled rows whose label came in time
 * @param unmatched samples whose label never came in time, and labels without a sample
 * @param late samples behind their replica's event time; predicted, but left out of the lead
 * @param trained rows, replayed ones not counted
 * @param evaluation over all labelled rows
 * @param metrics those that the model itself computes, by the names of its card, over the same rows
 *     but for mini-batches in which one is not finite; NaN before the first
 * @param series one point for each {@code evaluationRows} rows, by record index
 * @param baselines evaluations on the same rows and label delay, by name: {@code majority}, {@code
 *     no-change}
 * @param drifts in the order of their record index
 * @param stateChanges in their order
 * @param replicas by rank
 * @param divergence largest relative distance between the weights of two replicas, at the end; NaN
 *     before
 * @param labelLeadSecondsMax largest (newest label time in the predicting weights − prediction
 *     time) over all rows, in seconds; must not be above 0; NaN if no row was predicted by trained
 *     weights
 * @param labelLagSecondsMean mean of the opposite, in seconds
 * @param labelLagSecondsP99 its 99th percentile, in seconds
 * @param eventTime the newest label's, milliseconds since the epoch
 */
public record LearningResult(
    LearningState state,
    long predicted,
    long restored,
    long labelled,
    long unmatched,
    long late,
    long trained,
    Evaluation evaluation,
    Map<String, Double> metrics,
    List<Point> series,
    Map<String, Evaluation> baselines,
    List<Drift> drifts,
    List<StateChange> stateChanges,
    List<Replica> replicas,
    double divergence,
    double labelLeadSecondsMax,
    double labelLagSecondsMean,
    double labelLagSecondsP99,
    long eventTime) {

  /**
   * Scores of a range of rows.
   *
   * @param fromRecord index of its first row
   * @param eventTime of the range's newest label, milliseconds since the epoch
   * @param evaluation of the model
   * @param baselines by name
   */
  public record Point(
      long fromRecord, long eventTime, Evaluation evaluation, Map<String, Evaluation> baselines) {}

  /**
   * A drift.
   *
   * @param record index of the newest row of the mini-batch that showed it
   * @param eventTime its label's, milliseconds since the epoch
   * @param detector name of the detector
   */
  public record Drift(long record, long eventTime, String detector) {}

  /**
   * A change of state.
   *
   * @param record index of the row that caused it
   * @param eventTime its label's, milliseconds since the epoch
   * @param reason in words
   * @param actedAt by rank, the record index at which each replica acted
   */
  public record StateChange(
      long record,
      long eventTime,
      LearningState from,
      LearningState to,
      String reason,
      List<Long> actedAt) {}

  /**
   * A replica's counts.
   *
   * @param trained own mini-batches trained on
   * @param applied mini-batches of peers applied
   * @param stalenessMean over the applied frames, in mini-batches
   * @param stalenessMax over the applied frames, in mini-batches
   * @param notFinite mini-batches refused because a gradient was not finite
   */
  public record Replica(
      int rank,
      long trained,
      long applied,
      double stalenessMean,
      long stalenessMax,
      long notFinite) {}
}
