package org.tensair.engine.lookup;

import java.util.Arrays;
import org.tensair.api.Aggregate;
import org.tensair.engine.snapshot.StateInput;
import org.tensair.engine.snapshot.StateOutput;

/**
 * One key's rows, and for each duration where its window begins and what it has accumulated.
 *
 * <pre>
 *   rows:   first ... begin[long] ....... begin[short] ... end
 *           kept for   └── window of the long duration ──────┘
 *           late reads                     └── the short ────┘
 * </pre>
 *
 * <p>With an aggregate that can remove rows, each row is added to and removed from a window once,
 * and a read costs the same whatever the window holds. Other aggregates, and reads behind the
 * newest time seen, fold the rows of the window.
 */
final class KeyWindows extends Rows implements Windows {

  private final long[] durations;
  private final Aggregate<Object, Object, Object> aggregate;
  private final long keep;
  private final long shortest;
  private final long[] begin;
  private final Object[] accumulators;
  private long now = Long.MIN_VALUE;
  private long nextLeaving = Long.MAX_VALUE;
  private boolean disordered;

  /**
   * @param keep how long rows are kept, at least the longest duration
   */
  KeyWindows(long[] durations, Aggregate<Object, Object, Object> aggregate, long keep) {
    this.durations = durations;
    this.aggregate = aggregate;
    this.keep = keep;
    this.shortest = Arrays.stream(durations).min().orElseThrow();
    this.begin = new long[durations.length];
    this.accumulators = new Object[durations.length];
    Arrays.setAll(accumulators, i -> aggregate.create());
  }

  @Override
  public void add(Object row, long time) throws Exception {
    if (!insert(row, time)) {
      // Windows hold their rows in order: made anew when they are next read.
      disordered = true;
      nextLeaving = Long.MIN_VALUE;
    } else {
      if (aggregate.invertible() && !disordered) {
        for (int i = 0; i < durations.length; i++) {
          accumulators[i] = aggregate.add(accumulators[i], row);
        }
      }
      nextLeaving = Math.min(nextLeaving, time + shortest);
    }
    advance(time);
  }

  @Override
  public void advance(long time) throws Exception {
    now = Math.max(now, time);
    if (now < nextLeaving) {
      return;
    }
    long next = Long.MAX_VALUE;
    for (int i = 0; i < durations.length; i++) {
      if (disordered) {
        begin[i] = firstAfter(now - durations[i]);
        if (aggregate.invertible()) {
          accumulators[i] = fold(begin[i], end());
        }
      } else {
        leave(i, now - durations[i]);
      }
      if (begin[i] < end()) {
        next = Math.min(next, time(begin[i]) + durations[i]);
      }
    }
    disordered = false;
    nextLeaving = next;
    dropUntil(now - keep);
  }

  @Override
  public Object result(int duration, long time) throws Exception {
    return aggregate.result(accumulated(duration, time));
  }

  @Override
  void save(StateOutput out) throws Exception {
    super.save(out);
    out.writeLong(now);
  }

  /** Windows are made anew of their rows: what additions have rounded away may differ. */
  @Override
  void restore(StateInput in) throws Exception {
    super.restore(in);
    now = in.readLong();
    disordered = true;
    nextLeaving = Long.MIN_VALUE;
  }

  private Object accumulated(int duration, long time) throws Exception {
    if (time < now) {
      return fold(firstAfter(time - durations[duration]), firstAfter(time));
    }
    return aggregate.invertible() ? accumulators[duration] : fold(begin[duration], end());
  }

  private void leave(int duration, long until) throws Exception {
    long from = begin[duration];
    long to = from;
    while (to < end() && time(to) <= until) {
      if (aggregate.invertible()) {
        accumulators[duration] = aggregate.remove(accumulators[duration], row(to));
      }
      to++;
    }
    if (to > from && to == end()) {
      // Empty: what rounding has left in the accumulator goes too.
      accumulators[duration] = aggregate.create();
    }
    begin[duration] = to;
  }

  private Object fold(long from, long to) throws Exception {
    Object accumulator = aggregate.create();
    for (long i = from; i < to; i++) {
      accumulator = aggregate.add(accumulator, row(i));
    }
    return accumulator;
  }
}
