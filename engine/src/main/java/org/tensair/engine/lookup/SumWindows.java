package org.tensair.engine.lookup;

import java.util.Arrays;
import org.tensair.api.SumAggregate;
import org.tensair.engine.snapshot.SnapshotException;
import org.tensair.engine.snapshot.StateInput;
import org.tensair.engine.snapshot.StateOutput;

/**
 * One key's numbers as running sums, and for each duration where its window begins.
 *
 * <pre>
 *   entries:    0    1    2    3    4    (end)
 *   before:     0    a   a+b  ...   s    sum      what came before each entry
 *                         └── window ────┘        sum − before[2]
 * </pre>
 *
 * <p>A row is looked at once, however many windows it passes through. Each window keeps the sum
 * before its first entry, so a read between two rows that leave touches none of them: of a day's
 * rows most are not in the processor's cache. Sums carry what their additions have rounded away
 * (Neumaier 1974), so a difference is right to a few units in its last place, and begin at 0 again
 * once no number is left.
 */
final class SumWindows extends Ring implements Windows {

  private final long[] durations;
  private final SumAggregate<Object, Object, Object> aggregate;
  private final long keep;
  private final long[] begin;

  /** When the first entry of each window leaves it; the greatest time if it has none. */
  private final long[] leaves;

  private final double[] beforeBegin;
  private final double[] lostBeforeBegin;
  private double[] before = new double[FIRST_SLOTS];
  private double[] lostBefore = new double[FIRST_SLOTS];
  private double sum;
  private double lost;
  private long now = Long.MIN_VALUE;

  /**
   * @param keep how long numbers are kept, at least the longest duration
   */
  SumWindows(long[] durations, SumAggregate<Object, Object, Object> aggregate, long keep) {
    this.durations = durations;
    this.aggregate = aggregate;
    this.keep = keep;
    this.begin = new long[durations.length];
    this.leaves = new long[durations.length];
    this.beforeBegin = new double[durations.length];
    this.lostBeforeBegin = new double[durations.length];
    Arrays.fill(leaves, Long.MAX_VALUE);
  }

  @Override
  public void add(Object row, long time) throws Exception {
    double number = aggregate.numberOf(row);
    if (Double.isNaN(number)) {
      return;
    }
    now = Math.max(now, time);
    dropUntil(now - keep);
    if (isEmpty()) {
      sum = 0;
      lost = 0;
    }
    long at = insert(time);
    if (at == end() - 1) {
      before[slot(at)] = sum;
      lostBefore[slot(at)] = lost;
      for (int i = 0; i < begin.length; i++) {
        if (begin[i] == at) {
          beginAt(i, at);
        }
      }
    } else {
      addBehind(at, number);
    }
    double more = sum + number;
    lost += rounding(sum, number, more);
    sum = more;
  }

  /** An entry that came late took the place, and with it the sums, of the one after it. */
  private void addBehind(long at, double number) {
    for (long i = at + 1; i < end(); i++) {
      int slot = slot(i);
      double more = before[slot] + number;
      lostBefore[slot] += rounding(before[slot], number, more);
      before[slot] = more;
    }
    for (int i = 0; i < begin.length; i++) {
      beginAt(i, at < begin[i] ? begin[i] + 1 : Math.max(begin[i], first()));
    }
  }

  @Override
  public void advance(long time) {
    now = Math.max(now, time);
    for (int i = 0; i < leaves.length; i++) {
      if (leaves[i] <= now) {
        long from = Math.max(begin[i], first());
        long until = now - durations[i];
        while (from < end() && time(from) <= until) {
          from++;
        }
        beginAt(i, from);
      }
    }
  }

  private void beginAt(int window, long entry) {
    begin[window] = entry;
    if (entry == end()) {
      leaves[window] = Long.MAX_VALUE;
    } else {
      leaves[window] = time(entry) + durations[window];
      beforeBegin[window] = before[slot(entry)];
      lostBeforeBegin[window] = lostBefore[slot(entry)];
    }
  }

  @Override
  public Object result(int duration, long time) {
    if (time < now) {
      return earlierResult(firstAfter(time - durations[duration]), firstAfter(time));
    }
    long count = end() - begin[duration];
    if (count == 0) {
      return aggregate.resultOf(0, 0);
    }
    return aggregate.resultOf(
        count, (sum - beforeBegin[duration]) + (lost - lostBeforeBegin[duration]));
  }

  private Object earlierResult(long from, long to) {
    if (from == to) {
      return aggregate.resultOf(0, 0);
    }
    boolean all = to == end();
    double total = all ? sum : before[slot(to)];
    double totalLost = all ? lost : lostBefore[slot(to)];
    return aggregate.resultOf(
        to - from, (total - before[slot(from)]) + (totalLost - lostBefore[slot(from)]));
  }

  @Override
  void save(StateOutput out) throws Exception {
    super.save(out);
    out.writeDouble(sum);
    out.writeDouble(lost);
    out.writeLong(now);
  }

  @Override
  void restore(StateInput in) throws Exception {
    super.restore(in);
    sum = in.readDouble();
    lost = in.readDouble();
    now = in.readLong();
    for (int i = 0; i < begin.length; i++) {
      beginAt(i, firstAfter(now - durations[i]));
    }
  }

  @Override
  void save(int slot, StateOutput out) {
    out.writeDouble(before[slot]);
    out.writeDouble(lostBefore[slot]);
  }

  @Override
  void restore(int slot, StateInput in) throws SnapshotException {
    before[slot] = in.readDouble();
    lostBefore[slot] = in.readDouble();
  }

  /** What a sum of two numbers lacks (Knuth's two-sum). */
  private static double rounding(double old, double number, double sum) {
    double added = sum - old;
    return (old - (sum - added)) + (number - added);
  }

  @Override
  void copy(int from, int to) {
    before[to] = before[from];
    lostBefore[to] = lostBefore[from];
  }

  @Override
  void clear(int slot) {
    // Numbers hold no memory.
  }

  @Override
  void doubleSlots() {
    before = doubled(before);
    lostBefore = doubled(lostBefore);
  }

  private static double[] doubled(double[] numbers) {
    double[] twice = Arrays.copyOf(numbers, 2 * numbers.length);
    System.arraycopy(numbers, 0, twice, numbers.length, numbers.length);
    return twice;
  }
}
