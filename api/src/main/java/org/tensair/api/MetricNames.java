package org.tensair.api;

/**
 * The names of all metrics; nothing reads or writes others. A stage's metric is named {@code
 * <metric>{<stage>}}, see {@link #of}.
 */
public final class MetricNames {

  /** Records that came into a stage. */
  public static final String RECORDS_IN = "records_in";

  /** Records that came out of a stage. */
  public static final String RECORDS_OUT = "records_out";

  /** Records that came later than their stage's event time. */
  public static final String RECORDS_LATE = "records_late";

  /** Event time of the pipeline in milliseconds since the epoch. */
  public static final String EVENT_TIME = "event_time_ms";

  private MetricNames() {}

  /** The name of {@code metric} at {@code stage}. */
  public static String of(String metric, String stage) {
    return metric + "{" + stage + "}";
  }
}
