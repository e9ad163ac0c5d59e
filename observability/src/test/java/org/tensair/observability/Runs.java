package org.tensair.observability;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensair.api.Evaluation;
import org.tensair.api.LearningResult;
import org.tensair.api.LearningResult.Drift;
import org.tensair.api.LearningResult.Point;
import org.tensair.api.LearningResult.Replica;
import org.tensair.api.LearningResult.StateChange;
import org.tensair.api.LearningState;

/** A run of two replicas over 3,000 rows, invented. */
final class Runs {

  private static final long START = Instant.parse("2013-01-01T10:15:00Z").toEpochMilli();
  private static final long HOUR = 3_600_000;

  private Runs() {}

  static RunReport report() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("mode", "automatic");
    options.put("replicas", "2");
    options.put("seed", "1");
    return new RunReport(
        "flight-delays",
        options,
        true,
        Instant.parse("2026-01-02T03:04:05Z"),
        new Pass("automatic", "network, automatic", false, result(0.81, 0.40, 0.83), fast(0)),
        List.of(
            new Pass(
                RunReport.ALWAYS_TRAIN,
                "network, always training",
                false,
                result(0.815, 0.395, 0.832),
                fast(2)),
            new Pass(
                RunReport.LOGISTIC_REGRESSION,
                "logistic regression",
                true,
                result(0.80, 0.41, 0.82),
                fast(4))),
        List.of(
            new Reference(
                "river",
                "River logistic regression",
                new Evaluation(3_000, 0.447, 0.812, 0.776),
                10_000,
                "on one core")));
  }

  /** With a row each 100 µs after a second without. */
  static Throughput fast(double start) {
    return new Throughput(
        start,
        List.of(
            new Throughput.Sample(start + 1.0, 0),
            new Throughput.Sample(start + 1.1, 1_000),
            new Throughput.Sample(start + 1.3, 3_000)));
  }

  static LearningResult result(double auc, double loss, double accuracy) {
    Evaluation model = new Evaluation(3_000, loss, accuracy, auc);
    return new LearningResult(
        LearningState.TRAINING,
        3_000,
        0,
        2_990,
        10,
        1,
        1_504,
        model,
        Map.of("mean_absolute_error", 0.25),
        List.of(point(0, model), point(1_000, model), point(2_000, model)),
        baselines(),
        List.of(new Drift(2_100, START + 21 * HOUR, "optwin")),
        List.of(
            new StateChange(
                1_000,
                START + 10 * HOUR,
                LearningState.TRAINING,
                LearningState.PREDICTING,
                "loss fell by 0.4 % only",
                List.of(1_000L, 1_032L)),
            new StateChange(
                2_100,
                START + 21 * HOUR,
                LearningState.PREDICTING,
                LearningState.TRAINING,
                "drift found by optwin",
                List.of(2_112L, 2_144L))),
        List.of(new Replica(0, 24, 23, 1.5, 4, 0), new Replica(1, 23, 24, 2.5, 6, 0)),
        1.5e-7,
        -60,
        912,
        3_540,
        START + 30 * HOUR);
  }

  private static Point point(long record, Evaluation evaluation) {
    Evaluation part =
        new Evaluation(1_000, evaluation.loss(), evaluation.accuracy(), evaluation.auc());
    return new Point(record, START + (record + 1_000) / 100 * HOUR, part, baselines());
  }

  private static Map<String, Evaluation> baselines() {
    Map<String, Evaluation> baselines = new LinkedHashMap<>();
    baselines.put("majority", new Evaluation(2_990, 0.545, 0.765, Double.NaN));
    baselines.put("no-change", new Evaluation(2_990, 8.1, 0.78, 0.64));
    return baselines;
  }
}
