package org.tensair.engine.keyed;

import it.unimi.dsi.fastutil.objects.Object2ObjectOpenHashMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensair.api.JoinFunction;
import org.tensair.api.KeySelector;
import org.tensair.api.plan.KeyedStage;
import org.tensair.engine.lookup.Rows;
import org.tensair.engine.operator.Clock;
import org.tensair.engine.operator.Operator;
import org.tensair.engine.operator.Port;
import org.tensair.engine.operator.StageCounters;
import org.tensair.engine.operator.StateReader;
import org.tensair.engine.operator.StateWriter;
import org.tensair.engine.operator.TimeDriven;
import org.tensair.engine.snapshot.StateInput;
import org.tensair.engine.snapshot.StateOutput;

/**
 * Joins records of two streams with the same key in the same window. Before it: chains, or the
 * workers' routes; after it: whatever takes the results.
 *
 * <p>The pairs of a window come when the watermark has come to its last millisecond, with that
 * time: the left records in the order of their times, each with the right ones in theirs. A record
 * all of whose windows have ended is late and goes aside.
 */
final class WindowJoinOperator extends Operator implements TimeDriven {

  private final KeySelector<Object, Object> leftKey;
  private final KeySelector<Object, Object> rightKey;
  private final JoinFunction<Object, @Nullable Object, Object> join;
  private final JoinWindow window;
  private final boolean outer;
  private final Clock clock;
  private final Port right = new Right();
  private final Object2ObjectOpenHashMap<Object, KeyRows> keys = new Object2ObjectOpenHashMap<>();
  private final TimerQueue<KeyRows> timers = new TimerQueue<>();

  private record Row(boolean left, Object record) {}

  /** The rows of both sides of one key. */
  private static final class KeyRows extends TimerQueue.Item {
    private final Object key;
    private final Rows rows = new Rows();

    KeyRows(long sequence, Object key) {
      super(sequence);
      this.key = key;
    }
  }

  @SuppressWarnings("unchecked")
  WindowJoinOperator(KeyedStage.WindowJoin stage, StageCounters counters, Clock clock) {
    super(stage.name(), counters);
    this.leftKey = (KeySelector<Object, Object>) stage.leftKey();
    this.rightKey = (KeySelector<Object, Object>) stage.rightKey();
    this.join = (JoinFunction<Object, @Nullable Object, Object>) stage.join();
    this.window = JoinWindow.of(stage.window());
    this.outer = stage.outer();
    this.clock = clock;
    clock.add(this);
  }

  @Override
  public Port second() {
    return right;
  }

  @Override
  public void accept(Object record, long eventTime) {
    take(leftKey, true, record, eventTime);
  }

  private final class Right implements Port {
    @Override
    public void accept(Object record, long eventTime) {
      take(rightKey, false, record, eventTime);
    }
  }

  private void take(KeySelector<Object, Object> key, boolean left, Object record, long time) {
    counters().countIn();
    Object ofRecord;
    try {
      ofRecord = Required.key(key, record);
    } catch (Throwable failure) {
      throw failed("join", record, time, failure);
    }
    KeyRows known = keys.get(ofRecord);
    KeyRows of = known == null ? new KeyRows(timers.nextSequence(), ofRecord) : known;
    if (window.tooLate(of.rows, time, clock.now())) {
      counters().countLate();
      counters().countDropped();
      if (left) {
        emitAside(record, time);
      } else {
        emitAsideOfSecond(record, time);
      }
      return;
    }
    if (known == null) {
      keys.put(ofRecord, of);
    }
    of.rows.insert(new Row(left, record), time);
    plan(of, window.due(time, clock.now()));
  }

  private void plan(KeyRows of, long time) {
    timers.plan(of, time);
    clock.due(time);
  }

  @Override
  public long onWatermark(long watermark) {
    KeyRows of = timers.take(watermark);
    while (of != null) {
      long time = timers.taken();
      JoinWindow.Bounds bounds = window.first(of.rows, time - 1);
      if (bounds.end() - 1 > time) {
        // Rows that came since have put the end off.
        plan(of, bounds.end() - 1);
      } else {
        join(of.rows, bounds);
        of.rows.dropBefore(of.rows.firstAfter(bounds.next() - 1));
        if (of.rows.isEmpty()) {
          keys.remove(of.key);
        } else {
          plan(of, window.first(of.rows, time).end() - 1);
        }
      }
      of = timers.take(watermark);
    }
    return timers.due();
  }

  private void join(Rows rows, JoinWindow.Bounds bounds) {
    long eventTime = bounds.end() - 1;
    List<Object> lefts = new ArrayList<>();
    List<Object> rights = new ArrayList<>();
    long end = rows.firstAfter(eventTime);
    for (long at = rows.firstAfter(bounds.start() - 1); at < end; at++) {
      Row row = (Row) rows.row(at);
      (row.left ? lefts : rights).add(row.record);
    }
    for (Object left : lefts) {
      for (Object partner : rights) {
        join(left, partner, eventTime);
      }
      if (outer && rights.isEmpty()) {
        join(left, null, eventTime);
      }
    }
  }

  @SuppressWarnings("NullAway") // It does not see that the join's V may be null.
  private void join(Object left, @Nullable Object partner, long eventTime) {
    Object result;
    try {
      result = Required.record(join.join(left, partner));
    } catch (Throwable failure) {
      throw failed("join", left, eventTime, failure);
    }
    emit(result, eventTime);
  }

  @Override
  public void save(StateWriter out) throws Exception {
    for (KeyRows of : keys.values()) {
      StateOutput group = out.of(of.key);
      group.writeValue(of.key);
      group.writeLong(of.sequence());
      group.writeLong(of.rows.end() - of.rows.first());
      for (long at = of.rows.first(); at < of.rows.end(); at++) {
        Row row = (Row) of.rows.row(at);
        group.writeBoolean(row.left);
        group.writeLong(of.rows.time(at));
        group.writeValue(row.record);
      }
    }
  }

  @Override
  public void restore(StateReader in) throws Exception {
    for (StateInput section : in.keyed()) {
      while (section.hasMore()) {
        Object ofRows = Saved.value(section);
        KeyRows of = new KeyRows(timers.restoredSequence(section.readLong()), ofRows);
        for (long rows = section.readLong(); rows > 0; rows--) {
          boolean left = section.readBoolean();
          long time = section.readLong();
          of.rows.insert(new Row(left, Saved.value(section)), time);
        }
        keys.put(ofRows, of);
        plan(of, window.first(of.rows, in.watermark()).end() - 1);
      }
    }
  }
}
