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

  /** Records that a stage gave up: those too late for their window, and dead letters. */
  public static final String RECORDS_DROPPED = "records_dropped";

  /**
   * Share of the queues before a stage that is full, 0 to 1; only where workers hand records on.
   */
  public static final String QUEUE_FILL = "queue_fill";

  /**
   * Milliseconds for which workers have run a stage and those that it calls directly. Stages
   * between two hand-overs are one chain and have the same number.
   */
  public static final String BUSY_MS = "busy_ms";

  /** Milliseconds for which workers have waited for records. */
  public static final String IDLE_MS = "idle_ms";

  /** Milliseconds for which a stage's chain has waited for room in the queues after it. */
  public static final String BACK_PRESSURED_MS = "back_pressured_ms";

  /** How far a stage's event time is behind the newest record of its chain, in milliseconds. */
  public static final String WATERMARK_LAG_MS = "watermark_lag_ms";

  /** Snapshots that are durable. */
  public static final String SNAPSHOTS = "snapshots";

  /** Snapshots that were given up. */
  public static final String SNAPSHOTS_FAILED = "snapshots_failed";

  /** Event time of the pipeline in milliseconds since the epoch. */
  public static final String EVENT_TIME = "event_time_ms";

  private MetricNames() {}

  /** The name of {@code metric} at {@code stage}. */
  public static String of(String metric, String stage) {
    return metric + "{" + stage + "}";
  }
}
