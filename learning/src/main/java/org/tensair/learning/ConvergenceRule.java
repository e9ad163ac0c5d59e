package org.tensair.learning;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tensair.api.Convergence;

/**
 * Decides when a model has converged, from the scores of its mini-batches in label-time order; see
 * {@link Convergence}. A window ends with the mini-batch that fills it.
 */
final class ConvergenceRule {

  private final Convergence options;
  private final ArrayDeque<Double> earlier = new ArrayDeque<>();
  private long rows;
  private double lossSum;
  private long correct;
  private long noChangeCorrect;

  ConvergenceRule(Convergence options) {
    this.options = options;
  }

  /**
   * Takes the scores of a mini-batch.
   *
   * @return why the model has converged, or null if it has not
   */
  @Nullable String add(int batchRows, double meanLoss, long batchCorrect, long batchNoChange) {
    rows += batchRows;
    lossSum += meanLoss * batchRows;
    correct += batchCorrect;
    noChangeCorrect += batchNoChange;
    if (rows < options.rows()) {
      return null;
    }
    String reason = judge(lossSum / rows);
    earlier.addLast(lossSum / rows);
    if (earlier.size() >= options.windows()) {
      earlier.removeFirst();
    }
    rows = 0;
    lossSum = 0;
    correct = 0;
    noChangeCorrect = 0;
    return reason;
  }

  private @Nullable String judge(double loss) {
    if (earlier.size() < options.windows() - 1) {
      return null;
    }
    double best = earlier.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    boolean improved = loss <= best - options.improvement() * Math.abs(best);
    boolean noClasses = correct == 0 && noChangeCorrect == 0;
    boolean beaten = !options.beatNoChange() || noClasses || correct > noChangeCorrect;
    if (improved || !beaten) {
      return null;
    }
    return String.format(
        Locale.ROOT,
        "loss stopped falling: %.4f over the newest %d rows, best of the %d windows before %.4f",
        loss,
        rows,
        earlier.size(),
        best);
  }

  /** All windows. */
  ReplicaState.Windows state() {
    return new ReplicaState.Windows(List.copyOf(earlier), rows, lossSum, correct, noChangeCorrect);
  }

  /** Takes over what {@link #state} gave. */
  void restore(ReplicaState.Windows state) {
    earlier.clear();
    earlier.addAll(state.earlier());
    rows = state.rows();
    lossSum = state.lossSum();
    correct = state.correct();
    noChangeCorrect = state.noChangeCorrect();
  }

  /** Forgets all windows. */
  void clear() {
    earlier.clear();
    rows = 0;
    lossSum = 0;
    correct = 0;
    noChangeCorrect = 0;
  }
}
