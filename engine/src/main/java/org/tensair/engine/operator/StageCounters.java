package org.tensair.engine.operator;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Map;
import org.tensair.api.MetricNames;

/** The numbers of one stage: written by the worker thread, read by any. */
public final class StageCounters extends Counts {

  // With one writer a plain read and an opaque write are enough; they cost what plain ones do.
  private static final VarHandle IN = handle("in");
  private static final VarHandle OUT = handle("out");
  private static final VarHandle LATE = handle("late");
  private static final VarHandle DROPPED = handle("dropped");

  long after00;
  long after01;
  long after02;
  long after03;
  long after04;
  long after05;
  long after06;
  long after07;
  long after08;
  long after09;
  long after10;
  long after11;
  long after12;
  long after13;
  long after14;
  long after15;

  /**
   * @param counting false makes every counter stand still
   */
  public StageCounters(boolean counting) {
    super(counting);
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
      return MethodHandles.lookup().findVarHandle(Counts.class, field, long.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }
}
