package org.tensair.observability;

import org.tensair.api.Evaluation;

/**
 * A line of the comparison.
 *
 * @param key name in {@code report.json}
 * @param title name for people
 * @param peer whether the main run is to beat it
 * @param evaluation over all rows
 * @param elapsedSeconds of its pass; NaN if it had none of its own
 * @param recordsPerSecond of its pass; NaN if unknown
 * @param note how it came about; may be empty
 */
record Score(
    String key,
    String title,
    boolean peer,
    Evaluation evaluation,
    double elapsedSeconds,
    double recordsPerSecond,
    String note) {

  static Score of(Pass pass) {
    return new Score(
        pass.key(),
        pass.title(),
        pass.peer(),
        pass.result().evaluation(),
        pass.throughput().elapsedSeconds(),
        pass.throughput().recordsPerSecond(),
        "");
  }

  static Score of(Reference reference) {
    return new Score(
        reference.key(),
        reference.title(),
        true,
        reference.evaluation(),
        Double.NaN,
        reference.recordsPerSecond(),
        reference.note());
  }

  /** A baseline that the model operator scores on the way. */
  static Score of(String baseline, Evaluation evaluation) {
    return new Score(baseline, baseline, true, evaluation, Double.NaN, Double.NaN, "");
  }

  /**
   * Whether this is better than {@code other}, in AUC and in log loss; unknown scores are worse.
   */
  boolean beats(Score other) {
    return Double.isFinite(evaluation.auc())
        && Double.isFinite(evaluation.loss())
        && !(other.evaluation.auc() >= evaluation.auc())
        && !(other.evaluation.loss() <= evaluation.loss());
  }
}
