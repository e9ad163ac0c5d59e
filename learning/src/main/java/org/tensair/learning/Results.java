package org.tensair.learning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.tensair.api.LearningResult;
import org.tensair.api.LearningState;
import org.tensair.exchange.Verdict;

/** Puts the reports of all replicas together. */
final class Results {

  private Results() {}

  static LearningResult of(List<ReplicaReport> reports, double divergence) {
    Evaluator.Snapshot evaluation =
        Evaluator.Snapshot.merged(reports.stream().map(ReplicaReport::evaluation).toList());
    LagHistogram lags = new LagHistogram();
    reports.forEach(report -> lags.merge(report.lags()));
    // The replica that acted on most verdicts knows the model's newest state, and the one that took
    // most scores the newest drift.
    ReplicaReport newest =
        reports.stream().max(Comparator.comparingInt(r -> r.changes().size())).orElseThrow();
    List<LearningResult.Drift> drifts =
        reports.stream()
            .map(ReplicaReport::drifts)
            .max(Comparator.comparingInt(List::size))
            .orElseThrow();
    return new LearningResult(
        newest.state(),
        sum(reports, ReplicaReport::predicted),
        sum(reports, ReplicaReport::restored),
        sum(reports, ReplicaReport::labelled),
        sum(reports, ReplicaReport::unmatched),
        sum(reports, ReplicaReport::late),
        sum(reports, ReplicaReport::trainedRows),
        evaluation.total().evaluation(),
        metrics(reports),
        series(evaluation),
        evaluation.total().baselines(),
        drifts,
        stateChanges(reports, newest),
        reports.stream().map(ReplicaReport::counts).toList(),
        divergence,
        lags.leadMax(),
        lags.mean(),
        lags.p99(),
        evaluation.total().newestLabelTime());
  }

  private static Map<String, Double> metrics(List<ReplicaReport> reports) {
    CardMetrics all = reports.get(0).metrics().copy();
    reports.subList(1, reports.size()).forEach(report -> all.merge(report.metrics()));
    return all.means();
  }

  private static long sum(List<ReplicaReport> reports, ToLongFunction<ReplicaReport> count) {
    return reports.stream().mapToLong(count).sum();
  }

  private static List<LearningResult.Point> series(Evaluator.Snapshot evaluation) {
    List<LearningResult.Point> series = new ArrayList<>();
    evaluation
        .points()
        .forEach(
            (number, point) ->
                series.add(
                    new LearningResult.Point(
                        number * evaluation.rowsPerPoint(),
                        point.newestLabelTime(),
                        point.evaluation(),
                        point.baselines())));
    return List.copyOf(series);
  }

  private static List<LearningResult.StateChange> stateChanges(
      List<ReplicaReport> reports, ReplicaReport newest) {
    List<LearningResult.StateChange> changes = new ArrayList<>();
    for (int i = 0; i < newest.changes().size(); i++) {
      Verdict verdict = newest.changes().get(i).verdict();
      LearningState from = newest.changes().get(i).from();
      LearningState to = newest.changes().get(i).to();
      List<Long> actedAt = new ArrayList<>();
      for (ReplicaReport report : reports) {
        // All replicas act on all verdicts in their order; one that has not yet has fewer.
        boolean acted = i < report.changes().size();
        actedAt.add(acted ? report.changes().get(i).recordIndex() : -1);
      }
      changes.add(
          new LearningResult.StateChange(
              verdict.recordIndex(), verdict.eventTime(), from, to, verdict.reason(), actedAt));
    }
    return List.copyOf(changes);
  }
}
