package org.tensair.observability;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.tensair.api.Evaluation;
import org.tensair.api.LearningResult;

/**
 * {@code report.json}; {@code contract/report.md} says what each field means.
 *
 * <p>A run with one replica and a seed gives the same file again, but for {@code timing} and the
 * fields named {@code elapsed_seconds}, {@code records_per_second} and {@code
 * records_per_second_second_half}. Anything else that depends on the clock belongs into {@code
 * timing}.
 */
final class ReportJson {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private ReportJson() {}

  static String of(RunReport report) {
    LearningResult result = report.main().result();
    ObjectNode json = MAPPER.createObjectNode();
    json.put("format", 1).put("job", report.job()).put("complete", report.complete());
    ObjectNode options = json.putObject("options");
    report.options().forEach(options::put);
    json.put("key", report.main().key()).put("title", report.main().title());
    json.put("records", result.predicted());
    json.put("predicted", result.predicted());
    json.put("labelled", result.labelled());
    json.put("unmatched", result.unmatched());
    json.put("late", result.late());
    json.put("trained", result.trained());
    json.put("state", Text.name(result.state()));
    Throughput throughput = report.main().throughput();
    number(json, "elapsed_seconds", throughput.elapsedSeconds());
    number(json, "records_per_second", throughput.recordsPerSecond());
    number(json, "records_per_second_second_half", throughput.recordsPerSecondSecondHalf());
    scores(json, result.evaluation());
    ObjectNode metrics = json.putObject("metrics");
    result.metrics().forEach((name, value) -> number(metrics, name, value));
    baselines(json.putObject("baselines"), report.score(), report.baselines());
    report.networkAdds().ifPresent(gain -> gain(json.putObject("network_adds"), gain));
    number(json, "label_lead_seconds_max", result.labelLeadSecondsMax());
    ObjectNode lag = json.putObject("label_lag_seconds");
    number(lag, "mean", result.labelLagSecondsMean());
    number(lag, "p99", result.labelLagSecondsP99());
    events(json, result);
    replicas(json.putArray("replicas"), result.replicas());
    number(json, "replica_divergence", result.divergence());
    ReportSeries.of(report, json.putArray("series"));
    timing(json.putObject("timing"), report);
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** JSON has no NaN: what is unknown is null. */
  static void number(ObjectNode json, String field, double value) {
    if (Double.isFinite(value)) {
      json.put(field, value);
    } else {
      json.putNull(field);
    }
  }

  static void scores(ObjectNode json, Evaluation evaluation) {
    number(json, "auc", evaluation.auc());
    number(json, "accuracy", evaluation.accuracy());
    number(json, "log_loss", evaluation.loss());
  }

  static String time(long eventTime) {
    return Instant.ofEpochMilli(eventTime).toString();
  }

  private static void baselines(ObjectNode json, Score main, List<Score> baselines) {
    for (Score baseline : baselines) {
      ObjectNode entry = json.putObject(baseline.key());
      entry.put("title", baseline.title()).put("peer", baseline.peer());
      scores(entry, baseline.evaluation());
      entry.put("beaten", main.beats(baseline));
      number(entry, "elapsed_seconds", baseline.elapsedSeconds());
      number(entry, "records_per_second", baseline.recordsPerSecond());
      if (!baseline.note().isEmpty()) {
        entry.put("note", baseline.note());
      }
    }
  }

  private static void gain(ObjectNode json, RunReport.Gain gain) {
    json.put("of", gain.of().key()).put("over", gain.over().key());
    number(json, "auc", gain.auc());
    number(json, "accuracy", gain.accuracy());
    number(json, "log_loss", gain.logLoss());
  }

  private static void events(ObjectNode json, LearningResult result) {
    ArrayNode drifts = json.putArray("drifts");
    for (LearningResult.Drift drift : result.drifts()) {
      ObjectNode entry = drifts.addObject().put("record", drift.record());
      entry.put("event_time", time(drift.eventTime())).put("detector", drift.detector());
    }
    ArrayNode changes = json.putArray("state_changes");
    for (LearningResult.StateChange change : result.stateChanges()) {
      ObjectNode entry = changes.addObject().put("record", change.record());
      entry.put("event_time", time(change.eventTime()));
      entry.put("from", Text.name(change.from())).put("to", Text.name(change.to()));
      entry.put("reason", change.reason());
      change.actedAt().forEach(entry.putArray("acted_at")::add);
    }
  }

  private static void replicas(ArrayNode json, List<LearningResult.Replica> replicas) {
    for (LearningResult.Replica replica : replicas) {
      ObjectNode entry = json.addObject().put("rank", replica.rank());
      entry.put("trained", replica.trained()).put("applied", replica.applied());
      number(entry, "staleness_mean", replica.stalenessMean());
      entry.put("staleness_max", replica.stalenessMax()).put("not_finite", replica.notFinite());
    }
  }

  private static void timing(ObjectNode json, RunReport report) {
    json.put("started_at", report.startedAt().toString());
    json.put("cores", Runtime.getRuntime().availableProcessors());
    json.put("java", Runtime.version().toString());
    ArrayNode readings = json.putArray("throughput");
    for (Throughput.Sample sample : report.main().throughput().samples()) {
      readings.addArray().add(Math.round(sample.seconds() * 1e3) / 1e3).add(sample.predicted());
    }
  }
}
