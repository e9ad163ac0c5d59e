package org.tensair.learning;

import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensair.api.RowBlock;
import org.tensair.api.spi.ModelReplica;
import org.tensair.api.spi.Score;
import org.tensair.exchange.BatchScore;

/**
 * Scores the predictions that were made for a labelled mini-batch, before anyone trains on it: for
 * the evaluation row by row, for the model's monitor as one {@link BatchScore}.
 */
final class Scorer {

  private static final Logger LOG = LoggerFactory.getLogger(Scorer.class);

  private final String name;
  private final int rank;
  private final ModelReplica model;
  private final Classes classes;
  private final Evaluator evaluator;
  private final PendingRows pending;
  private final RowBlock outputs;
  private final float[] ones;
  private final Score score;
  private final CardMetrics metrics;
  private boolean warned;

  /**
   * @param name of the replica, in warnings
   */
  Scorer(
      String name,
      int rank,
      int batchSize,
      ModelReplica model,
      Classes classes,
      Evaluator evaluator,
      PendingRows pending) {
    this.name = name;
    this.rank = rank;
    this.model = model;
    this.classes = classes;
    this.evaluator = evaluator;
    this.pending = pending;
    outputs = new RowBlock(model.card().outputs(), batchSize);
    score = new Score(batchSize, model.card().metrics().size());
    metrics = new CardMetrics(model.card());
    ones = new float[batchSize];
    Arrays.fill(ones, 1);
  }

  /**
   * Scores a mini-batch. Rows whose loss is not finite are left out; if no other is left, the score
   * has 0 rows.
   */
  BatchScore score(LabelledRows batch) {
    for (int i = 0; i < batch.size(); i++) {
      outputs.copyRow(pending.outputs(), batch.row(i).slot, i);
    }
    model.score(outputs, batch.labels(), ones, batch.size(), score);
    metrics.add(score);
    int rows = 0;
    double lossSum = 0;
    int correct = 0;
    int noChangeCorrect = 0;
    for (int i = 0; i < batch.size(); i++) {
      double loss = score.losses()[i];
      if (!Double.isFinite(loss)) {
        continue;
      }
      PendingRow row = batch.row(i);
      int actual = batch.actual(i);
      int predicted = classes.predicted(outputs, i);
      double probability = classes.binary() ? classes.probability(outputs, i) : Double.NaN;
      warnUnless(!classes.binary() || (probability >= 0 && probability <= 1), actual, probability);
      evaluator.add(row, batch.labelTime(i), loss, predicted, actual, probability);
      rows++;
      lossSum += loss;
      if (actual != Classes.NONE) {
        correct += predicted == actual ? 1 : 0;
        noChangeCorrect += row.noChange == actual ? 1 : 0;
      }
    }
    return new BatchScore(
        rank,
        rows,
        lossSum / rows,
        correct,
        noChangeCorrect,
        batch.newestLabelTime(),
        batch.newestIndex());
  }

  private void warnUnless(boolean usable, int actual, double output) {
    if (!usable && actual != Classes.NONE && !warned) {
      warned = true;
      LOG.warn(
          "{}: found the output {} for a label of 0 or 1, required a probability. The AUC is left"
              + " out, and outputs above 0.5 count as class 1. If the model classifies, export it"
              + " with a sigmoid or softmax at its end.",
          name,
          output);
    }
  }

  /** What the model's own metrics gave so far. */
  CardMetrics metrics() {
    return metrics;
  }
}
