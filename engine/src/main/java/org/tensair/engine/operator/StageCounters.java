package org.tensair.engine.operator;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Map;
import org.tensair.api.MetricNames;

/** The numbers of one stage: written by the worker thread, read by any. */
public final class StageCounters {

  // With one writer a plain read and an opaque write are enough; they cost what plain ones do.
  private static final VarHandle IN = handle("in");
  private static final VarHandle OUT = handle("out");
  private static final VarHandle LATE = handle("late");
  private static final VarHandle DROPPED = handle("dropped");

  private final boolean counting;
  private long in;
  private long out;
  private long late;
  private long dropped;

  /**
   * @param counting false makes every counter stand still
   */
  public StageCounters(boolean counting) {
    this.counting = counting;
  }

  /** Counts a record that came in. */
  public void countIn() {
    if (counting) {
      IN.setOpaque(this, in + 1);
    }
  }

  /** Counts a record that came out. */
  public void countOut() {
    if (counting) {
      OUT.setOpaque(this, out + 1);
    }
  }

  /** Counts a record that was given up. */
  public void countDropped() {
    if (counting) {
      DROPPED.setOpaque(this, dropped + 1);
    }
  }

  /** Counts a record behind its stage's event time. */
  public void countLate() {
    if (counting) {
      LATE.setOpaque(this, late + 1);
    }
  }

  /** Adds the counters to what {@code metrics} has under the names of {@link MetricNames}. */
  public void addTo(Map<String, Double> metrics, String stage) {
    if (counting) {
      metrics.merge(MetricNames.of(MetricNames.RECORDS_IN, stage), value(IN), Double::sum);
      metrics.merge(MetricNames.of(MetricNames.RECORDS_OUT, stage), value(OUT), Double::sum);
      metrics.merge(MetricNames.of(MetricNames.RECORDS_LATE, stage), value(LATE), Double::sum);
      metrics.merge(
          MetricNames.of(MetricNames.RECORDS_DROPPED, stage), value(DROPPED), Double::sum);
    }
  }

  private double value(VarHandle counter) {
    return (long) counter.getOpaque(this);
  }

  private static VarHandle handle(String field) {
    try {
      return MethodHandles.lookup().findVarHandle(StageCounters.class, field, long.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }
}
