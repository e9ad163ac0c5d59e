package org.tensair.engine.operator;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.tensair.api.MetricNames;

/** The numbers of one stage: written by the worker thread, read by any. */
public final class StageCounters {

  private final boolean counting;
  private final AtomicLong in = new AtomicLong();
  private final AtomicLong out = new AtomicLong();
  private final AtomicLong late = new AtomicLong();

  /**
   * @param counting false makes every counter stand still
   */
  public StageCounters(boolean counting) {
    this.counting = counting;
  }

  void countIn() {
    count(in);
  }

  void countOut() {
    count(out);
  }

  void countLate() {
    count(late);
  }

  /**
   * One writer, so a plain read and an ordered write are enough, and cost no locked instruction.
   */
  private void count(AtomicLong counter) {
    if (counting) {
      counter.lazySet(counter.getPlain() + 1);
    }
  }

  /** Adds the counters to {@code metrics} under the names of {@link MetricNames}. */
  public void addTo(Map<String, Double> metrics, String stage) {
    if (counting) {
      metrics.put(MetricNames.of(MetricNames.RECORDS_IN, stage), (double) in.get());
      metrics.put(MetricNames.of(MetricNames.RECORDS_OUT, stage), (double) out.get());
      metrics.put(MetricNames.of(MetricNames.RECORDS_LATE, stage), (double) late.get());
    }
  }
}
