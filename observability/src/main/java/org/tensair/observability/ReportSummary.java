package org.tensair.observability;

import java.util.ArrayList;
import java.util.List;
import org.tensair.api.LearningResult;

/** The summary on the terminal. */
final class ReportSummary {

  private static final String LINE = "  %-43s %8s %9s %9s %10s%n";

  private final StringBuilder text = new StringBuilder();
  private final RunReport report;
  private final LearningResult result;

  private ReportSummary(RunReport report) {
    this.report = report;
    this.result = report.main().result();
  }

  static String of(RunReport report) {
    ReportSummary summary = new ReportSummary(report);
    summary.speed();
    summary.table();
    summary.verdict();
    summary.life();
    return summary.text.toString().replace(System.lineSeparator(), "\n");
  }

  private void speed() {
    Throughput throughput = report.main().throughput();
    add(
        "%n%s%s: %,d rows",
        report.job(), report.complete() ? "" : " (stopped)", result.predicted());
    add(" in %.1f s from process start, ", throughput.elapsedSeconds());
    add("%s rows/s, ", Text.number("%,.0f", throughput.recordsPerSecond()));
    add(
        "%s over the second half%n%n",
        Text.number("%,.0f", throughput.recordsPerSecondSecondHalf()));
  }

  private void table() {
    add(LINE, "", "AUC", "log loss", "accuracy", "rows/s");
    line("▸ ", report.score());
    report.baselines().forEach(score -> line("  ", score));
  }

  private void line(String mark, Score score) {
    add(
        LINE,
        mark + score.title(),
        Text.number("%.4f", score.evaluation().auc()),
        Text.number("%.4f", score.evaluation().loss()),
        Text.number("%.2f %%", 100 * score.evaluation().accuracy()),
        Text.number("%,.0f", score.recordsPerSecond()));
  }

  private void verdict() {
    Score main = report.score();
    List<String> unbeaten = new ArrayList<>();
    int peers = 0;
    for (Score score : report.baselines()) {
      if (score.peer()) {
        peers++;
        if (!main.beats(score)) {
          unbeaten.add(score.title());
        }
      }
    }
    if (peers > 0) {
      String verdict =
          unbeaten.isEmpty()
              ? "Beats all " + peers + " peers in AUC and log loss."
              : "Does not beat, in AUC and log loss: " + String.join(", ", unbeaten) + ".";
      add("%n  %s%n", verdict);
    }
    report
        .networkAdds()
        .ifPresent(
            gain ->
                add(
                    "  The network adds %+.4f AUC, %+.4f log loss over a %s on the same features.%n",
                    gain.auc(), 0.0 - gain.logLoss(), gain.over().title()));
  }

  private void life() {
    result
        .metrics()
        .forEach((name, value) -> add("  Metric %s: %s.%n", name, Text.number("%.4f", value)));
    add(
        "  Labels: the newest the weights had learnt from was %s s old at least, %s s on average.%n",
        Text.number("%,.0f", 0.0 - result.labelLeadSecondsMax()),
        Text.number("%,.0f", result.labelLagSecondsMean()));
    add(
        "  Replicas: %d, staleness %.1f mini-batches on average, divergence %s.%n",
        result.replicas().size(),
        Text.stalenessMean(result.replicas()),
        Text.number("%.1e", result.divergence()));
    add("  Drifts: %d; now %s.%n", result.drifts().size(), Text.name(result.state()));
    for (LearningResult.StateChange change : result.stateChanges()) {
      add("    row %,9d  %s  ", change.record(), Text.minute(change.eventTime()));
      add("%s → %s: %s%n", Text.name(change.from()), Text.name(change.to()), change.reason());
    }
  }

  private void add(String format, Object... values) {
    text.append(Text.format(format, values));
  }
}
