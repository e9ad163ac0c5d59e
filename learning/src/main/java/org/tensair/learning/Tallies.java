package org.tensair.learning;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensair.api.Evaluation;

/** Scores of the model and of the baselines over the same rows. */
final class Tallies {

  private final Tally model;
  private final Tally majority;
  private final Tally noChange;
  private final boolean binary;
  private long newestLabelTime = Long.MIN_VALUE;

  Tallies(Classes classes, int bins) {
    binary = classes.binary();
    int used = binary ? bins : 0;
    model = new Tally(used);
    majority = new Tally(used);
    noChange = new Tally(used);
  }

  /** From what {@link #state} gave. */
  Tallies(Classes classes, EvaluationState.Scores state) {
    binary = classes.binary();
    model = new Tally(state.model());
    majority = new Tally(state.majority());
    noChange = new Tally(state.noChange());
    newestLabelTime = state.newestLabelTime();
  }

  /** Everything; a copy. */
  EvaluationState.Scores state() {
    return new EvaluationState.Scores(
        model.state(), majority.state(), noChange.state(), newestLabelTime);
  }

  private Tallies(Tallies other) {
    model = other.model.copy();
    majority = other.majority.copy();
    noChange = other.noChange.copy();
    binary = other.binary;
    newestLabelTime = other.newestLabelTime;
  }

  /**
   * Adds a labelled row. A baseline gives probabilities to two classes only; with more, its loss is
   * not known.
   */
  void add(PendingRow row, long labelTime, double loss, int predicted, int actual, double p) {
    newestLabelTime = Math.max(newestLabelTime, labelTime);
    model.add(loss, predicted, actual, p);
    boolean probabilities = binary && actual != Classes.NONE;
    double pMajority = row.majorityProbability;
    double pNoChange = row.noChangeProbability;
    majority.add(
        probabilities ? Baselines.logLoss(pMajority, actual) : Double.NaN,
        row.majority,
        actual,
        pMajority);
    noChange.add(
        probabilities ? Baselines.logLoss(pNoChange, actual) : Double.NaN,
        row.noChange,
        actual,
        pNoChange);
  }

  void merge(Tallies other) {
    model.merge(other.model);
    majority.merge(other.majority);
    noChange.merge(other.noChange);
    newestLabelTime = Math.max(newestLabelTime, other.newestLabelTime);
  }

  Tallies copy() {
    return new Tallies(this);
  }

  /** Newest label, milliseconds since the epoch. */
  long newestLabelTime() {
    return newestLabelTime;
  }

  Evaluation evaluation() {
    return model.evaluation();
  }

  Map<String, Evaluation> baselines() {
    Map<String, Evaluation> inOneOrder = new LinkedHashMap<>();
    inOneOrder.put("no-change", noChange.evaluation());
    inOneOrder.put("majority", majority.evaluation());
    return Collections.unmodifiableMap(inOneOrder);
  }
}
