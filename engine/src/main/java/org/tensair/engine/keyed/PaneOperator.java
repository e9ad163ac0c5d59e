package org.tensair.engine.keyed;

import it.unimi.dsi.fastutil.objects.Object2ObjectOpenHashMap;
import java.util.Map;
import org.tensair.api.Aggregate;
import org.tensair.api.KeySelector;
import org.tensair.api.Window;
import org.tensair.api.WindowFunction;
import org.tensair.api.WindowResult;
import org.tensair.api.plan.KeyedStage;
import org.tensair.engine.operator.Clock;
import org.tensair.engine.operator.Operator;
import org.tensair.engine.operator.Port;
import org.tensair.engine.operator.StageCounters;
import org.tensair.engine.operator.StateReader;
import org.tensair.engine.operator.StateWriter;
import org.tensair.engine.operator.TimeDriven;
import org.tensair.engine.snapshot.StateInput;

/**
 * Tumbling and sliding windows of each key. Before it: a chain, or the workers' routes; after it:
 * whatever takes the results. A window gives its results when the watermark has come to its last
 * millisecond; late records that are still allowed give them anew.
 */
final class PaneOperator extends Operator implements TimeDriven {

  private final KeySelector<Object, Object> key;
  private final Aggregate<Object, Object, Object> aggregate;
  private final WindowFunction<Object, Object, Object> function;
  private final WindowGrid grid;
  private final Panes panes;
  private final long lateness;
  private final long early;
  private final Clock clock;
  private final Port partials = new Partials();
  private long nextEnd = Long.MAX_VALUE;
  private long nextEarly = Long.MAX_VALUE;

  @SuppressWarnings("unchecked")
  PaneOperator(KeyedStage.Windowed stage, StageCounters counters, Clock clock) {
    super(stage.name(), counters);
    this.key = (KeySelector<Object, Object>) stage.key();
    this.aggregate = (Aggregate<Object, Object, Object>) stage.aggregate();
    this.function = (WindowFunction<Object, Object, Object>) stage.function();
    this.grid = WindowGrid.of((Window.Sliding) stage.window());
    this.panes = new Panes(aggregate, grid.pane(), Math.floorMod(grid.offset(), grid.pane()));
    this.lateness = stage.options().allowedLateness().toMillis();
    this.early = stage.options().early() == null ? 0 : stage.options().early().toMillis();
    this.clock = clock;
    clock.add(this);
  }

  /** Takes what the workers have aggregated, and what was too late for that. */
  @Override
  public Port second() {
    return partials;
  }

  @Override
  public void accept(Object record, long eventTime) {
    counters().countIn();
    long now = clock.now();
    if (eventTime <= now && tooLate(eventTime, now)) {
      late(record, eventTime);
      return;
    }
    long pane = panes.startOf(eventTime);
    Object ofRecord;
    try {
      ofRecord = key.keyOf(record);
      if (ofRecord == null) {
        throw new NullPointerException("found null, required a key.");
      }
      panes.add(pane, ofRecord, record);
    } catch (Throwable failure) {
      throw failed("window", record, eventTime, failure);
    }
    added(ofRecord, pane, now);
  }

  private void late(Object record, long eventTime) {
    counters().countLate();
    counters().countDropped();
    emitAside(record, eventTime);
  }

  /** Whether all windows that hold a time have ended, longer ago than late records may come. */
  private boolean tooLate(long time, long now) {
    return grid.lastEnd(time) - 1 + lateness <= now;
  }

  /** Something has come into a pane: plans its windows, and gives those anew that have ended. */
  private void added(Object ofRecord, long pane, long now) {
    long end = grid.firstEnd(pane);
    if (end - 1 > now) {
      plan(end);
      return;
    }
    for (; end - 1 <= now; end += grid.slide()) {
      if (end > grid.lastEnd(pane)) {
        return;
      }
      if (end - 1 + lateness > now) {
        counters().countLate();
        Object accumulator = panes.merged(end - grid.size(), end, ofRecord);
        if (accumulator != null) {
          emit(ofRecord, end, accumulator, end - 1);
        }
      }
    }
    if (end <= grid.lastEnd(pane)) {
      plan(end);
    }
  }

  private void plan(long end) {
    if (end < nextEnd) {
      nextEnd = end;
      clock.due(end - 1);
    }
    if (early > 0 && nextEarly == Long.MAX_VALUE) {
      planEarly(clock.now() == Long.MIN_VALUE ? panes.first() : clock.now());
    }
  }

  private void planEarly(long after) {
    nextEarly = after + early - Math.floorMod(after, early);
    clock.due(nextEarly);
  }

  @Override
  public long onWatermark(long watermark) {
    while (Math.min(nextEnd - 1, nextEarly) <= watermark && nextEnd != Long.MAX_VALUE) {
      if (nextEarly < nextEnd - 1) {
        fireEarly();
      } else {
        fire(nextEnd, nextEnd - 1);
        nextEnd = endAfter(nextEnd);
      }
    }
    drop(watermark);
    if (panes.isEmpty()) {
      nextEarly = Long.MAX_VALUE;
    }
    return nextEnd == Long.MAX_VALUE ? dropDue() : Math.min(nextEnd - 1, nextEarly);
  }

  /** Gives the results of every open window that has begun, so far. */
  private void fireEarly() {
    long at = nextEarly;
    for (long end = nextEnd; end - grid.size() <= at; end += grid.slide()) {
      fire(end, at);
    }
    planEarly(at);
  }

  /** End of the next window that has records; {@code Long.MAX_VALUE} if there is none. */
  private long endAfter(long end) {
    Long pane = panes.all().ceilingKey(end + grid.slide() - grid.size());
    if (pane == null) {
      return Long.MAX_VALUE;
    }
    return Math.max(end + grid.slide(), grid.firstEnd(pane));
  }

  private void fire(long end, long eventTime) {
    var parts = panes.between(end - grid.size(), end);
    if (parts.isEmpty()) {
      return;
    }
    if (parts.size() == 1) {
      for (var entry : parts.firstEntry().getValue().object2ObjectEntrySet()) {
        emit(entry.getKey(), end, entry.getValue(), eventTime);
      }
      return;
    }
    Object2ObjectOpenHashMap<Object, Object> merged =
        new Object2ObjectOpenHashMap<>(parts.lastEntry().getValue().size());
    for (Map<Object, Object> pane : parts.values()) {
      for (var entry : pane.entrySet()) {
        Object before = merged.get(entry.getKey());
        Object after =
            aggregate.merge(before == null ? aggregate.create() : before, entry.getValue());
        if (after != before) {
          merged.put(entry.getKey(), after);
        }
      }
    }
    for (var entry : merged.object2ObjectEntrySet()) {
      emit(entry.getKey(), end, entry.getValue(), eventTime);
    }
  }

  private void emit(Object ofWindow, long end, Object accumulator, long eventTime) {
    Object result;
    WindowResult<Object, Object> window = null;
    try {
      window = new WindowResult<>(ofWindow, end - grid.size(), end, aggregate.result(accumulator));
      result = function.apply(window);
      if (result == null) {
        throw new NullPointerException("found null, required a record.");
      }
    } catch (Throwable failure) {
      Object shown = window == null ? "the window of key " + ofWindow : window;
      throw failed("result", shown, eventTime, failure);
    }
    emit(result, eventTime);
  }

  /** Forgets the panes whose windows have all ended, longer ago than late records may come. */
  private void drop(long watermark) {
    while (!panes.isEmpty() && grid.lastEnd(panes.first()) - 1 + lateness <= watermark) {
      panes.dropBefore(panes.first() + 1);
    }
  }

  private long dropDue() {
    return panes.isEmpty() ? Long.MAX_VALUE : grid.lastEnd(panes.first()) - 1 + lateness;
  }

  @Override
  public void save(StateWriter out) throws Exception {
    panes.save(out);
  }

  @Override
  public void restore(StateReader in) throws Exception {
    for (StateInput section : in.keyed()) {
      panes.restore(section);
    }
    for (long pane : panes.all().keySet()) {
      long end = Math.max(grid.firstEnd(pane), grid.endAfter(clock.now() + 1));
      if (end <= grid.lastEnd(pane)) {
        plan(end);
      }
    }
    if (!panes.isEmpty()) {
      clock.due(dropDue());
    }
  }

  private final class Partials extends Port {
    @Override
    public void accept(Object record, long eventTime) {
      if (record instanceof Partial partial) {
        counters().countIn();
        long now = clock.now();
        panes.merge(partial.pane(), partial.key(), partial.accumulator());
        added(partial.key(), partial.pane(), now);
      } else if (record instanceof LateRecord late) {
        counters().countIn();
        late(late.record(), late.eventTime());
      }
    }
  }
}
