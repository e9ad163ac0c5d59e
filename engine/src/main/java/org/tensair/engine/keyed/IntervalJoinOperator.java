package org.tensair.engine.keyed;

import it.unimi.dsi.fastutil.objects.Object2ObjectOpenHashMap;
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
 * Joins records of two streams with the same key whose times are close. Before it: chains, or the
 * workers' routes; after it: whatever takes the results.
 *
 * <pre>
 *   right    t − before ├──────────┼─────────────────┤ t + after
 *   left                           t
 * </pre>
 *
 * <p>A pair comes when the second of both does, with the later one's time. A record is kept until
 * the watermark has come to the last time that a partner may have, and to its own; then a left one
 * without any comes with null, if it is to, with the later of both. A record that the watermark has
 * passed is late and goes aside: some of its partners may have been forgotten.
 */
final class IntervalJoinOperator extends Operator implements TimeDriven {

  private final KeySelector<Object, Object> leftKey;
  private final KeySelector<Object, Object> rightKey;
  private final JoinFunction<Object, @Nullable Object, Object> join;
  private final long before;
  private final long after;
  private final boolean outer;
  private final Clock clock;
  private final Port right = new Right();
  private final Object2ObjectOpenHashMap<Object, Sides> keys = new Object2ObjectOpenHashMap<>();
  private final TimerQueue<JoinRow> timers = new TimerQueue<>();

  private record Sides(Rows left, Rows right) {
    Rows of(boolean left) {
      return left ? this.left : right;
    }

    boolean isEmpty() {
      return left.isEmpty() && right.isEmpty();
    }
  }

  @SuppressWarnings("unchecked")
  IntervalJoinOperator(KeyedStage.IntervalJoin stage, StageCounters counters, Clock clock) {
    super(stage.name(), counters);
    this.leftKey = (KeySelector<Object, Object>) stage.leftKey();
    this.rightKey = (KeySelector<Object, Object>) stage.rightKey();
    this.join = (JoinFunction<Object, @Nullable Object, Object>) stage.join();
    this.before = stage.before().toMillis();
    this.after = stage.after().toMillis();
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
    if (time <= clock.now()) {
      counters().countLate();
      counters().countDropped();
      if (left) {
        emitAside(record, time);
      } else {
        emitAsideOfSecond(record, time);
      }
      return;
    }
    Object ofRecord;
    try {
      ofRecord = Required.key(key, record);
    } catch (Throwable failure) {
      throw failed("join", record, time, failure);
    }
    Sides sides = keys.get(ofRecord);
    if (sides == null) {
      sides = new Sides(new Rows(), new Rows());
      keys.put(ofRecord, sides);
    }
    JoinRow row = new JoinRow(timers.nextSequence(), ofRecord, left, record, time);
    match(row, sides.of(!left));
    keep(row, sides);
  }

  private void match(JoinRow row, Rows others) {
    long from = row.time() - (row.left() ? before : after);
    long to = row.time() + (row.left() ? after : before);
    long end = others.firstAfter(to);
    for (long at = others.firstAfter(from - 1); at < end; at++) {
      JoinRow other = (JoinRow) others.row(at);
      row.matched = true;
      other.matched = true;
      JoinRow left = row.left() ? row : other;
      JoinRow right = row.left() ? other : row;
      join(left, right.record(), Math.max(row.time(), other.time()));
    }
  }

  @SuppressWarnings("NullAway") // It does not see that the join's V may be null.
  private void join(JoinRow left, @Nullable Object right, long eventTime) {
    Object result;
    try {
      result = Required.record(join.join(left.record(), right));
    } catch (Throwable failure) {
      throw failed("join", left.record(), eventTime, failure);
    }
    emit(result, eventTime);
  }

  private void keep(JoinRow row, Sides sides) {
    sides.of(row.left()).insert(row, row.time());
    timers.plan(row, until(row));
    clock.due(until(row));
  }

  /** The last time that a partner may have, or the row's own. */
  private long until(JoinRow row) {
    return row.time() + Math.max(0, row.left() ? after : before);
  }

  @Override
  public long onWatermark(long watermark) {
    JoinRow row = timers.take(watermark);
    while (row != null) {
      forget(row);
      if (outer && row.left() && !row.matched) {
        join(row, null, until(row));
      }
      row = timers.take(watermark);
    }
    return timers.due();
  }

  private void forget(JoinRow row) {
    Sides sides = keys.get(row.key());
    if (sides != null) {
      // Rows leave in the order of their times, so it is the first of its side.
      Rows side = sides.of(row.left());
      side.dropBefore(side.first() + 1);
      if (sides.isEmpty()) {
        keys.remove(row.key());
      }
    }
  }

  @Override
  public void save(StateWriter out) throws Exception {
    for (Sides sides : keys.values()) {
      save(sides.left, out);
      save(sides.right, out);
    }
  }

  private static void save(Rows rows, StateWriter out) throws Exception {
    for (long at = rows.first(); at < rows.end(); at++) {
      JoinRow row = (JoinRow) rows.row(at);
      StateOutput group = out.of(row.key());
      group.writeValue(row.key());
      group.writeBoolean(row.left());
      group.writeLong(row.sequence());
      group.writeLong(row.time());
      group.writeBoolean(row.matched);
      group.writeValue(row.record());
    }
  }

  @Override
  public void restore(StateReader in) throws Exception {
    for (StateInput section : in.keyed()) {
      while (section.hasMore()) {
        Object ofRow = Saved.value(section);
        boolean left = section.readBoolean();
        long sequence = timers.restoredSequence(section.readLong());
        long time = section.readLong();
        boolean matched = section.readBoolean();
        JoinRow row = new JoinRow(sequence, ofRow, left, Saved.value(section), time);
        row.matched = matched;
        keep(row, keys.computeIfAbsent(ofRow, each -> new Sides(new Rows(), new Rows())));
      }
    }
  }
}
