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
  private Port[] aside = {};

  /** The stage named {@code stage}. */
  protected Operator(String stage, StageCounters counters) {
    this.stage = stage;
    this.counters = counters;
  }

  /** The stage's name. */
  public final String stage() {
    return stage;
  }

  /** Sends what comes out to {@code port} too. */
  public final void connect(Port port) {
    next = with(next, port);
  }

  /** Sends what comes out aside to {@code port} too: late records, say. */
  public final void connectAside(Port port) {
    aside = with(aside, port);
  }

  private static Port[] with(Port[] ports, Port port) {
    Port[] more = Arrays.copyOf(ports, ports.length + 1);
    more[ports.length] = port;
    return more;
  }

  /** Whether anyone takes what comes out. */
  public final boolean connected() {
    return next.length > 0;
  }

  /** Adds this stage's counters to {@code metrics}. */
  public final void addMetrics(Map<String, Double> metrics) {
    counters.addTo(metrics, stage);
  }

  /** This stage's counters. */
  public final StageCounters counters() {
    return counters;
  }

  /** Sends a result on. */
  protected final void emit(Object record, long eventTime) {
    counters.countOut();
    for (Port port : next) {
      port.accept(record, eventTime);
    }
  }

  /** Sends a record that is no result to whoever takes those. */
  protected final void emitAside(Object record, long eventTime) {
    for (Port port : aside) {
      port.accept(record, eventTime);
    }
  }

  /** The port of the stage's second input, where it has two. */
  public Port second() {
    return this;
  }

  /** Called before a cut: what is held back only to save work goes on now. */
  public void settle() {}

  /** Writes this stage's state; between two steps, after {@link #settle}. */
  public void save(StateWriter out) throws Exception {}

  /** Reads state that this stage, at whatever worker, has written. Before the first record. */
  public void restore(StateReader in) throws Exception {}

  /** What a function's failure for a record is told as. */
  protected final ExecutionFailedException failed(
      String doing, Object record, long eventTime, Throwable cause) {
    return Failures.ofRecord(stage, doing, record, eventTime, cause);
  }
}
