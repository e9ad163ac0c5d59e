package org.tensair.engine.lookup;

import java.util.Arrays;
import org.tensair.engine.snapshot.StateInput;
import org.tensair.engine.snapshot.StateOutput;

/**
 * What is kept of the right records of one key, in event-time order, those of equal times in
 * arrival order: a ring that grows. An entry's sequence number stays the same while entries are
 * appended and dropped. Subclasses keep something for each slot beside its time.
 */
public abstract class Ring {

  static final int FIRST_SLOTS = 4;

  private long[] times = new long[FIRST_SLOTS];
  private long first;
  private long end;

  /** Sequence number of the oldest entry. */
  public final long first() {
    return first;
  }

  /** Sequence number after the newest entry. */
  public final long end() {
    return end;
  }

  public final boolean isEmpty() {
    return first == end;
  }

  public final long time(long sequence) {
    return times[slot(sequence)];
  }

  /** Time of the newest entry; requires one. */
  final long newest() {
    return time(end - 1);
  }

  final int slot(long sequence) {
    return (int) sequence & (times.length - 1);
  }

  /**
   * Makes an entry after all entries of its time and before.
   *
   * @return its sequence number; the entries after it have moved up by one
   */
  final long insert(long time) {
    if (end - first == times.length) {
      grow();
    }
    long at = end++;
    while (at > first && time(at - 1) > time) {
      times[slot(at)] = time(at - 1);
      copy(slot(at - 1), slot(at));
      at--;
    }
    times[slot(at)] = time;
    return at;
  }

  /** Drops the entries with a time up to {@code time}. */
  final void dropUntil(long time) {
    while (first < end && time(first) <= time) {
      clear(slot(first++));
    }
  }

  /** Drops the entries before {@code sequence}. */
  public final void dropBefore(long sequence) {
    while (first < sequence) {
      clear(slot(first++));
    }
  }

  /** Sequence number of the oldest entry with a time above {@code time}. */
  public final long firstAfter(long time) {
    long low = first;
    long high = end;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (time(middle) > time) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Writes all entries, and what else there is of the key. */
  void save(StateOutput out) throws Exception {
    out.writeInt((int) (end - first));
    for (long at = first; at < end; at++) {
      out.writeLong(time(at));
      save(slot(at), out);
    }
  }

  /** Reads what {@link #save(StateOutput)} wrote, in place of nothing. */
  void restore(StateInput in) throws Exception {
    int entries = in.readInt();
    for (int i = 0; i < entries; i++) {
      restore(slot(insert(in.readLong())), in);
    }
  }

  /** Writes what is kept in a slot beside its time. */
  abstract void save(int slot, StateOutput out) throws Exception;

  /** Reads what is kept in a slot beside its time. */
  abstract void restore(int slot, StateInput in) throws Exception;

  /** Copies what is kept in a slot to another one. */
  abstract void copy(int from, int to);

  /** Forgets what is kept in a slot. */
  abstract void clear(int slot);

  /** Puts a copy of all slots behind them. */
  abstract void doubleSlots();

  private void grow() {
    // Entry n is then found in slot n modulo twice as many, whichever of the two that is.
    int slots = times.length;
    times = Arrays.copyOf(times, 2 * slots);
    System.arraycopy(times, 0, times, slots, slots);
    doubleSlots();
    for (long other = end; other < first + times.length; other++) {
      clear(slot(other));
    }
  }
}
