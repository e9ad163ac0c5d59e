package org.tensair.engine.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensair.api.ExecutionFailedException;

/**
 * One running stage: records come in through its ports, results go to the ports of the stages after
 * it by a direct call, so that stages in a row cost no queue. It is its own first port.
 */
public abstract class Operator implements Port {

  private final String stage;
  private final StageCounters counters;
  private final List<Port> after = new ArrayList<>();
  private final List<Port> afterAside = new ArrayList<>();
  private final List<Port> afterAsideOfSecond = new ArrayList<>();
  private @Nullable Port next;
  private @Nullable Port out;
  private @Nullable Port aside;
  private @Nullable Port asideOfSecond;

  /** The stage named {@code stage}. */
  protected Operator(String stage, StageCounters counters) {
    this.stage = stage;
    this.counters = counters;
  }

  /** The stage's name. */
  public final String stage() {
    return stage;
  }

  /** Sends what comes out to {@code port} too; before the first record. */
  public final void connect(Port port) {
    after.add(port);
  }

  /** Sends what comes out aside to {@code port} too: late records, say. Before the first record. */
  public final void connectAside(Port port) {
    afterAside.add(port);
  }

  /** The same for what came in by the second port. */
  public final void connectAsideOfSecond(Port port) {
    afterAsideOfSecond.add(port);
  }

  /** Whether anyone takes what comes out. */
  public final boolean connected() {
    return !after.isEmpty();
  }

  /** Adds this stage's counters to {@code metrics}. */
  public final void addMetrics(Map<String, Double> metrics) {
    counters.addTo(metrics, stage);
  }

  /** This stage's counters. */
  public final StageCounters counters() {
    return counters;
  }

  /** Counts a result and sends it on. */
  protected final void emit(Object record, long eventTime) {
    Port port = out;
    if (port == null) {
      port = results().entry();
      out = port;
    }
    port.accept(record, eventTime);
  }

  /** Counts a result and sends it on, for code that is inlined. */
  final Port results() {
    Port port = next;
    if (port == null) {
      port = OwnClass.of(Counted.class, counters, all(after));
      next = port;
    }
    return port;
  }

  static final class Counted implements Port {
    private final StageCounters counters;
    private final Port next;

    Counted(StageCounters counters, Port next) {
      this.counters = counters;
      this.next = next;
    }

    @Override
    public void accept(Object record, long eventTime) {
      counters.countOut();
      next.accept(record, eventTime);
    }
  }

  /** Sends a record that is no result to whoever takes those. */
  protected final void emitAside(Object record, long eventTime) {
    aside().accept(record, eventTime);
  }

  /** Sends a record that came in by the second port, and is no result, to whoever takes those. */
  protected final void emitAsideOfSecond(Object record, long eventTime) {
    Port port = asideOfSecond;
    if (port == null) {
      port = all(afterAsideOfSecond);
      asideOfSecond = port;
    }
    port.accept(record, eventTime);
  }

  /** Takes records that are no results, for code that is inlined. */
  final Port aside() {
    Port port = aside;
    if (port == null) {
      port = all(afterAside);
      aside = port;
    }
    return port;
  }

  private static Port all(List<Port> ports) {
    Port all = ports.isEmpty() ? (record, eventTime) -> {} : ports.get(0).in();
    for (Port port : ports.subList(Math.min(1, ports.size()), ports.size())) {
      Port before = all;
      Port last = port.in();
      all =
          (record, eventTime) -> {
            before.accept(record, eventTime);
            last.accept(record, eventTime);
          };
    }
    return all;
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
