package org.tensair.observability;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.tensair.api.LearningResult;
import org.tensair.api.LearningResult.Replica;

/** How numbers and states are written for people. */
final class Text {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Text() {}

  /** {@link String#format} with a point as decimal separator, wherever it runs. */
  static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** A formatted number, or a dash where there is none. */
  static String number(String format, double value) {
    return Double.isFinite(value) ? format(format, value) : "–";
  }

  /** An event time, in UTC. */
  static String minute(long eventTime) {
    return MINUTE.format(Instant.ofEpochMilli(eventTime));
  }

  /** A constant's name as it is written in options and reports: {@code ALWAYS_TRAIN}. */
  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** How a run is going, in at most 75 columns. */
  static String progress(double recordsPerSecond, LearningResult result) {
    boolean fast = recordsPerSecond >= 10_000;
    return (fast
            ? format("%,.0fk/s", recordsPerSecond / 1_000)
            : number("%,.0f", recordsPerSecond) + "/s")
        + " loss "
        + number("%.3f", result.evaluation().loss())
        + " AUC "
        + number("%.3f", result.evaluation().auc())
        + " "
        + name(result.state())
        + format(" drifts %d", result.drifts().size())
        + format(" replicas %d", result.replicas().size())
        + " staleness "
        + number("%.1f", stalenessMean(result.replicas()));
  }

  /** Mean over all applied frames of all replicas, in mini-batches; 0 if none was applied. */
  static double stalenessMean(List<Replica> replicas) {
    double weighted = 0;
    long applied = 0;
    for (Replica replica : replicas) {
      if (replica.applied() > 0) {
        weighted += replica.stalenessMean() * replica.applied();
        applied += replica.applied();
      }
    }
    return applied == 0 ? 0 : weighted / applied;
  }
}
