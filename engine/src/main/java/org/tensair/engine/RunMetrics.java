package org.tensair.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tensair.api.MetricNames;
import org.tensair.engine.operator.Operator;

/** The numbers of a run, put together of what its workers count. Any thread. */
final class RunMetrics {

  private final Assembly run;
  private final Map<String, Double> metrics = new LinkedHashMap<>();

  RunMetrics(Assembly run) {
    this.run = run;
  }

  Map<String, Double> read() {
    long eventTime = Long.MAX_VALUE;
    for (Worker worker : run.workers()) {
      if (run.counting()) {
        worker.chains().forEach(this::addChain);
        metrics.merge(MetricNames.IDLE_MS, worker.idleMillis(), Double::sum);
      }
      if (worker.eventTime() != Long.MIN_VALUE) {
        eventTime = Math.min(eventTime, worker.eventTime());
      }
    }
    for (Graph graph : run.graphs()) {
      graph.operators().values().forEach(operator -> operator.addMetrics(metrics));
    }
    if (eventTime != Long.MAX_VALUE) {
      metrics.put(MetricNames.EVENT_TIME, (double) eventTime);
    }
    Snapshots snapshots = run.snapshots();
    if (snapshots != null) {
      metrics.put(MetricNames.SNAPSHOTS, (double) snapshots.done());
      metrics.put(MetricNames.SNAPSHOTS_FAILED, (double) snapshots.failed());
    }
    return metrics;
  }

  private void addChain(Chain chain) {
    ChainTimes times = chain.times();
    for (Operator operator : chain.operators()) {
      String stage = operator.stage();
      add(MetricNames.BUSY_MS, stage, times.busyNanos() / 1e6, true);
      add(MetricNames.BACK_PRESSURED_MS, stage, times.blockedNanos() / 1e6, true);
      add(MetricNames.WATERMARK_LAG_MS, stage, (double) times.lagMillis(), false);
      if (chain.hasQueue()) {
        add(MetricNames.QUEUE_FILL, stage, chain.queueFill(), false);
      }
    }
  }

  /** Adds the numbers of several workers, or keeps the greatest. */
  private void add(String metric, String stage, double value, boolean sum) {
    metrics.merge(MetricNames.of(metric, stage), value, sum ? Double::sum : Double::max);
  }
}
