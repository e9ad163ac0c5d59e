package org.tensair.learning;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensair.api.spi.ModelCard;
import org.tensair.api.spi.Score;

/**
 * The metrics that the model itself computes, as its card lists them: sums and counts over scored
 * mini-batches; those of several replicas can be merged. A mini-batch that gives no finite number
 * is left out of that metric.
 */
final class CardMetrics {

  private final List<String> names;
  private final double[] sums;
  private final double[] counts;

  CardMetrics(ModelCard card) {
    this(card.metrics().stream().map(ModelCard.Metric::name).toList());
  }

  private CardMetrics(List<String> names) {
    this.names = names;
    sums = new double[names.size()];
    counts = new double[names.size()];
  }

  /** Adds a mini-batch. */
  void add(Score score) {
    add(score.metricSums(), score.metricCounts());
  }

  /** Adds the mini-batches of another replica of the same model. */
  void merge(CardMetrics other) {
    add(other.sums, other.counts);
  }

  /** Sums in the card's order; a copy. */
  double[] sums() {
    return sums.clone();
  }

  /** Counts in the card's order; a copy. */
  double[] counts() {
    return counts.clone();
  }

  /** Adds sums and counts in the card's order. */
  void add(double[] moreSums, double[] moreCounts) {
    for (int i = 0; i < sums.length; i++) {
      if (Double.isFinite(moreSums[i]) && Double.isFinite(moreCounts[i])) {
        sums[i] += moreSums[i];
        counts[i] += moreCounts[i];
      }
    }
  }

  CardMetrics copy() {
    CardMetrics copy = new CardMetrics(names);
    copy.merge(this);
    return copy;
  }

  /** Sum by count of each, in the card's order; NaN before the first mini-batch. */
  Map<String, Double> means() {
    Map<String, Double> means = new LinkedHashMap<>();
    for (int i = 0; i < sums.length; i++) {
      means.put(names.get(i), sums[i] / counts[i]);
    }
    return Collections.unmodifiableMap(means);
  }
}
