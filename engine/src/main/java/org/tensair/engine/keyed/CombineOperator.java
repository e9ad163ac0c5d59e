package org.tensair.engine.keyed;

import org.tensair.api.Aggregate;
import org.tensair.api.KeySelector;
import org.tensair.api.Window;
import org.tensair.api.plan.KeyedStage;
import org.tensair.engine.operator.Clock;
import org.tensair.engine.operator.InlineOperator;
import org.tensair.engine.operator.Port;
import org.tensair.engine.operator.StageCounters;
import org.tensair.engine.operator.TimeDriven;

/**
 * Aggregates a worker's own records of a window's panes, so that one accumulator for each key and
 * pane is sent to the worker of the key, and not every record. Before it: the stage before the
 * window; after it: the routes to {@link PaneOperator}. It holds nothing across a cut.
 */
public final class CombineOperator extends InlineOperator implements TimeDriven {

  /** The key of what it sends. */
  public static final KeySelector<Object, Object> KEY =
      sent -> sent instanceof Partial partial ? partial.key() : ((LateRecord) sent).key();

  private final KeySelector<Object, Object> key;
  private final Aggregate<Object, Object, Object> aggregate;
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
    this.aggregate = (Aggregate<Object, Object, Object>) stage.aggregate();
    this.panes = new Panes(aggregate);
    this.lateness = stage.options().allowedLateness().toMillis();
    this.clock = clock;
    clock.add(this);
  }

  @Override
  protected Port code(Port next) {
    KeySelector<Object, Object> keyOf = key;
    Aggregate<Object, Object, Object> adding = aggregate;
    Panes all = panes;
    return (record, eventTime) -> {
      if (!all.holds(eventTime) && !open(eventTime)) {
        late(record, eventTime);
        return;
      }
      try {
        all.add(adding, Required.key(keyOf, record), record);
      } catch (Throwable failure) {
        throw failed("window", record, eventTime, failure);
      }
      if (eventTime > newest) {
        newest = eventTime;
      }
    };
  }

  private void late(Object record, long eventTime) {
    newest = Math.max(newest, eventTime);
    Object ofRecord;
    try {
      ofRecord = Required.key(key, record);
    } catch (Throwable failure) {
      throw failed("window", record, eventTime, failure);
    }
    emit(new LateRecord(ofRecord, record, eventTime), eventTime);
  }

  /** Opens the pane of a time; false if that is too late for all of its windows. */
  private boolean open(long eventTime) {
    long now = clock.now();
    times.moveTo(eventTime);
    if (times.lastEnd() - 1 + lateness <= now) {
      return false;
    }
    panes.open(times.start(), length);
    clock.due(Math.max(times.start() + length - 1, now + 1));
    return true;
  }

  @Override
  public long onWatermark(long watermark) {
    panes.close();
    while (!panes.isEmpty() && panes.first() + length - 1 <= watermark) {
      sendFirst();
    }
    return panes.isEmpty() ? Long.MAX_VALUE : panes.first() + length - 1;
  }

  /** Whether nothing is held back. */
  public boolean settled() {
    return panes.isEmpty();
  }

  @Override
  public void settle() {
    panes.close();
    while (!panes.isEmpty()) {
      sendFirst();
    }
  }

  private void sendFirst() {
    long pane = panes.first();
    // Nothing is sent with a time that the chain has not reached: a cut could not be made there.
    long eventTime = Math.min(pane + length - 1, newest);
    KeyTable table = panes.all().firstEntry().getValue();
    for (int i = 0; i < table.size(); i++) {
      KeyTable.Entry entry = table.entry(i);
      emit(new Partial(entry.key, pane, entry.value), eventTime);
    }
    panes.dropFirst();
  }
}
