package org.tensair.engine.keyed;

import java.time.Instant;
import org.tensair.api.Aggregate;
import org.tensair.api.KeySelector;
import org.tensair.api.Window;
import org.tensair.api.WindowFunction;
import org.tensair.api.WindowResult;
import org.tensair.api.plan.KeyedStage;
import org.tensair.engine.operator.Clock;
import org.tensair.engine.operator.InlineOperator;
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
final class PaneOperator extends InlineOperator implements TimeDriven {

  private final KeySelector<Object, Object> key;
  private final Aggregate<Object, Object, Object> aggregate;
  private final WindowFunction<Object, Object, Object> function;
  private final WindowGrid grid;
  private final PaneTimes times;
  private final Panes panes;
  private final SlidingKeys sliding;
  private final SlidingKeys soFar;
  private final long lateness;
  private final EarlyTimes early;
  private final Clock clock;
  private final Port partials = new Partials();
  private long nextEnd = Long.MAX_VALUE;
  // Whether windows of the open pane have ended, and are given anew with each record.
  private boolean amends;

  @SuppressWarnings("unchecked")
  PaneOperator(KeyedStage.Windowed stage, StageCounters counters, Clock clock) {
    super(stage.name(), counters);
    this.key = (KeySelector<Object, Object>) stage.key();
    this.aggregate = (Aggregate<Object, Object, Object>) stage.aggregate();
    this.function = (WindowFunction<Object, Object, Object>) stage.function();
    this.grid = WindowGrid.of((Window.Sliding) stage.window());
    this.times = new PaneTimes(grid);
    this.panes = new Panes(aggregate);
    this.sliding = new SlidingKeys(panes, aggregate);
    this.soFar = new SlidingKeys(panes, aggregate);
    this.lateness = stage.options().allowedLateness().toMillis();
    this.early = EarlyTimes.of(stage.options());
    this.clock = clock;
    clock.add(this);
  }

  /** Takes what the workers have aggregated, and what was too late for that. */
  @Override
  public Port second() {
    return partials;
  }

  @Override
  protected Port code(Port next) {
    StageCounters counters = counters();
    KeySelector<Object, Object> keyOf = key;
    Aggregate<Object, Object, Object> adding = aggregate;
    Panes all = panes;
    return (record, eventTime) -> {
      counters.countIn();
      take(keyOf, adding, all, record, eventTime);
    };
  }

  /** Little code, so that it is inlined, with functions that are known there. */
  private void take(
      KeySelector<Object, Object> keyOf,
      Aggregate<Object, Object, Object> adding,
      Panes all,
      Object record,
      long eventTime) {
    if (!all.holds(eventTime) && !open(eventTime)) {
      late(record, eventTime);
      return;
    }
    Object ofRecord;
    try {
      ofRecord = Required.key(keyOf, record);
      all.add(adding, ofRecord, record);
    } catch (Throwable failure) {
      throw failed("window", record, eventTime, failure);
    }
    if (amends) {
      giveAnew(ofRecord);
    }
  }

  /** Opens the pane of a time and plans its windows; false if it is too late for all of them. */
  private boolean open(long eventTime) {
    long now = clock.now();
    times.moveTo(eventTime);
    if (tooLate(now)) {
      panes.close(); // The times are not its own any more.
      return false;
    }
    panes.open(times.start(), grid.pane());
    amends = plan(now);
    if (amends) {
      sliding.clear();
    }
    return true;
  }

  private void late(Object record, long eventTime) {
    counters().countLate();
    counters().countDropped();
    emitAside(record, eventTime);
  }

  /** Whether all windows of the pane have ended, longer ago than late records may come. */
  private boolean tooLate(long now) {
    return times.lastEnd() - 1 + lateness <= now;
  }

  /** Plans the windows of the pane; true if some have ended. */
  private boolean plan(long now) {
    long end = times.firstEnd();
    boolean ended = end - 1 <= now;
    if (ended) {
      clock.due(times.lastEnd() - 1 + lateness);
      end = grid.endAfter(now + 1);
    }
    if (end <= times.lastEnd() && end < nextEnd) {
      planAt(end);
    }
    return ended;
  }

  /** Gives the windows anew that have ended and that a late record of this key is in. */
  private void giveAnew(Object ofRecord) {
    counters().countLate();
    long now = clock.now();
    for (long end = times.firstEnd();
        end <= times.lastEnd() && end - 1 <= now;
        end += grid.slide()) {
      if (end - 1 + lateness > now) {
        emit(ofRecord, end, end - 1);
      }
    }
  }

  private void planAt(long end) {
    nextEnd = Math.min(nextEnd, end);
    clock.due(Math.min(nextEnd - 1, earlyAfter(clock.now())));
  }

  /** When results so far are given next: not before a window with records has begun. */
  private long earlyAfter(long done) {
    return early.after(Math.max(done, nextEnd - grid.size() - 1));
  }

  @Override
  public long onWatermark(long watermark) {
    panes.close();
    long done = clock.now();
    while (nextEnd != Long.MAX_VALUE) {
      long at = earlyAfter(done);
      if (Math.min(nextEnd - 1, at) > watermark) {
        break;
      }
      if (at < nextEnd - 1) {
        fireEarly(at);
        done = at;
      } else {
        fire(nextEnd, nextEnd - 1);
        nextEnd = endAfter(nextEnd);
      }
    }
    drop(watermark);
    return nextEnd == Long.MAX_VALUE
        ? dropDue()
        : Math.min(nextEnd - 1, earlyAfter(Math.max(done, watermark)));
  }

  /** Gives the results of every open window that has begun, so far. */
  private void fireEarly(long at) {
    for (long end = nextEnd; end - grid.size() <= at; end += grid.slide()) {
      fire(end, at);
    }
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
    if (parts.size() > 1) {
      boolean early = eventTime < end - 1;
      fire(early ? soFar : sliding, end, eventTime);
      soFar.clear(); // Its panes are not over: what they have of a key is not final.
    } else if (!parts.isEmpty()) {
      KeyTable pane = parts.firstEntry().getValue();
      for (int i = 0; i < pane.size(); i++) {
        KeyTable.Entry entry = pane.entry(i);
        emit(entry.key, end, entry.value, eventTime);
      }
    }
  }

  private void fire(SlidingKeys window, long end, long eventTime) {
    try {
      window.moveTo(end - grid.size(), end);
    } catch (Throwable failure) {
      throw failed("merge", "the panes until " + Instant.ofEpochMilli(end), eventTime, failure);
    }
    for (int i = 0; i < window.size(); i++) {
      SlidingKeys.Held held = window.key(i);
      try {
        window.merge(held);
      } catch (Throwable failure) {
        throw failed("merge", "the panes of key " + held.key, eventTime, failure);
      }
      Object result;
      try {
        result = result(held.key, end, window.result(held));
      } catch (Throwable failure) {
        throw failed("result", "the window of key " + held.key, eventTime, failure);
      }
      emit(result, eventTime);
    }
  }

  private void emit(Object ofWindow, long end, long eventTime) {
    Object accumulator;
    try {
      accumulator = panes.merged(end - grid.size(), end, ofWindow);
    } catch (Throwable failure) {
      throw failed("merge", "the panes of key " + ofWindow, eventTime, failure);
    }
    if (accumulator != null) {
      emit(ofWindow, end, accumulator, eventTime);
    }
  }

  private void emit(Object ofWindow, long end, Object accumulator, long eventTime) {
    Object result;
    try {
      result = result(ofWindow, end, aggregate.result(accumulator));
    } catch (Throwable failure) {
      throw failed("result", "the window of key " + ofWindow, eventTime, failure);
    }
    emit(result, eventTime);
  }

  private Object result(Object ofWindow, long end, Object value) throws Exception {
    return Required.record(
        function.apply(new WindowResult<>(ofWindow, end - grid.size(), end, value)));
  }

  /** Forgets the panes whose windows have all ended, longer ago than late records may come. */
  private void drop(long watermark) {
    while (!panes.isEmpty() && grid.lastEnd(panes.first()) - 1 + lateness <= watermark) {
      sliding.forget(panes.first(), panes.all().firstEntry().getValue());
      panes.dropFirst();
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
      long end = Math.max(grid.firstEnd(pane), grid.endAfter(in.watermark() + 1));
      if (end <= grid.lastEnd(pane)) {
        planAt(end);
      }
    }
    if (!panes.isEmpty()) {
      clock.due(dropDue());
    }
  }

  private final class Partials implements Port {
    @Override
    public void accept(Object record, long eventTime) {
      counters().countIn();
      if (record instanceof LateRecord late) {
        // By the time of one worker; here the slowest one's counts.
        take(key, aggregate, panes, late.record(), late.eventTime());
      } else if (record instanceof Partial partial) {
        merge(partial, eventTime);
      }
    }

    private void merge(Partial partial, long eventTime) {
      long now = clock.now();
      panes.close();
      times.moveTo(partial.pane());
      if (tooLate(now)) {
        // Of an idle worker, whose time does not hold the others back: its records are gone.
        counters().countLate();
        counters().countDropped();
        return;
      }
      try {
        panes.merge(partial.pane(), partial.key(), partial.accumulator());
      } catch (Throwable failure) {
        throw failed("merge", "a pane of key " + partial.key(), eventTime, failure);
      }
      if (plan(now)) {
        sliding.clear();
        giveAnew(partial.key());
      }
    }
  }
}
