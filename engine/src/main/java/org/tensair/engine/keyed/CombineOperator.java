package org.tensair.engine.keyed;

import org.tensair.api.Aggregate;
import org.tensair.api.KeySelector;
import org.tensair.api.Window;
import org.tensair.api.plan.KeyedStage;
import org.tensair.engine.operator.Clock;
import org.tensair.engine.operator.Operator;
import org.tensair.engine.operator.StageCounters;
import org.tensair.engine.operator.TimeDriven;

/**
 * Aggregates a worker's own records of a window's panes, so that one accumulator for each key and
 * pane is sent to the worker of the key, and not every record. Before it: the stage before the
 * window; after it: the routes to {@link PaneOperator}. It holds nothing across a cut.
 */
public final class CombineOperator extends Operator implements TimeDriven {

  /** The key of what it sends. */
  public static final KeySelector<Object, Object> KEY =
      sent -> sent instanceof Partial partial ? partial.key() : ((LateRecord) sent).key();

  private final KeySelector<Object, Object> key;
  private final long length;
  private final PaneTimes times;
  private final Panes panes;
  private final long lateness;
  private final Clock clock;
  private long newest = Long.MIN_VALUE;

  /** Aggregates for {@code stage}, in the chain before it. */
  @SuppressWarnings("unchecked")
  public CombineOperator(KeyedStage.Windowed stage, StageCounters counters, Clock clock) {
    super(stage.name(), counters);
    this.key = (KeySelector<Object, Object>) stage.key();
    WindowGrid grid = WindowGrid.of((Window.Sliding) stage.window());
    this.length = grid.pane();
    this.times = new PaneTimes(grid);
    this.panes = new Panes((Aggregate<Object, Object, Object>) stage.aggregate());
    this.lateness = stage.options().allowedLateness().toMillis();
    this.clock = clock;
    clock.add(this);
  }

  @Override
  public void accept(Object record, long eventTime) {
    long now = clock.now();
    newest = Math.max(newest, eventTime);
    times.moveTo(eventTime);
    boolean late = times.lastEnd() - 1 + lateness <= now;
    long pane = times.start();
    Object ofRecord;
    try {
      ofRecord = Required.key(key, record);
      if (!late) {
        panes.add(pane, ofRecord, record);
      }
    } catch (Throwable failure) {
      throw failed("window", record, eventTime, failure);
    }
    if (late) {
      emit(new LateRecord(ofRecord, record, eventTime), eventTime);
    } else {
      clock.due(Math.max(pane + length - 1, now + 1));
    }
  }

  @Override
  public long onWatermark(long watermark) {
    while (!panes.isEmpty() && panes.first() + length - 1 <= watermark) {
      sendFirst();
    }
    return panes.isEmpty() ? Long.MAX_VALUE : panes.first() + length - 1;
  }

  @Override
  public void settle() {
    while (!panes.isEmpty()) {
      sendFirst();
    }
  }

  private void sendFirst() {
    long pane = panes.first();
    // Nothing is sent with a time that the chain has not reached: a cut could not be made there.
    long eventTime = Math.min(pane + length - 1, newest);
    for (var entry : panes.all().firstEntry().getValue().object2ObjectEntrySet()) {
      emit(new Partial(entry.getKey(), pane, entry.getValue()), eventTime);
    }
    panes.dropBefore(pane + 1);
  }
}
