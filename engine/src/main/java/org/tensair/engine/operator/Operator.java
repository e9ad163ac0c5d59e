package org.tensair.engine.operator;

import java.util.Arrays;
import java.util.Map;
import org.tensair.api.ExecutionFailedException;

/**
 * One running stage: records come in through its ports, results go to the ports of the stages after
 * it by a direct call, so that stages in a row cost no queue. It is its own first port.
 */
public abstract class Operator extends Port {

  private final String stage;
  private final StageCounters counters;
  private Port[] next = {};

  Operator(String stage, StageCounters counters) {
    this.stage = stage;
    this.counters = counters;
  }

  /** The stage's name. */
  public final String stage() {
    return stage;
  }

  /** Sends what comes out to {@code port} too. */
  public final void connect(Port port) {
    next = Arrays.copyOf(next, next.length + 1);
    next[next.length - 1] = port;
  }

  /** Whether anyone takes what comes out. */
  public final boolean connected() {
    return next.length > 0;
  }

  /** Adds this stage's counters to {@code metrics}. */
  public final void addMetrics(Map<String, Double> metrics) {
    counters.addTo(metrics, stage);
  }

  final StageCounters counters() {
    return counters;
  }

  final void emit(Object record, long eventTime) {
    counters.countOut();
    for (Port port : next) {
      port.accept(record, eventTime);
    }
  }

  final ExecutionFailedException failed(
      String doing, Object record, long eventTime, Throwable cause) {
    return Failures.ofRecord(stage, doing, record, eventTime, cause);
  }
}
