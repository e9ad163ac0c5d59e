package org.tensair.engine.lookup;

import org.jspecify.annotations.Nullable;

/**
 * The right records of one key in event-time order, those of equal times in arrival order: a ring
 * that grows. A row's sequence number stays the same while rows are appended and dropped.
 */
class Rows {

  private @Nullable Object[] rows = new Object[4];
  private long[] times = new long[4];
  private long first;
  private long end;

  /** Sequence number of the oldest row. */
  final long first() {
    return first;
  }

  /** Sequence number after the newest row. */
  final long end() {
    return end;
  }

  final boolean isEmpty() {
    return first == end;
  }

  final Object row(long sequence) {
    Object row = rows[slot(sequence)];
    if (row == null) {
      throw new IllegalStateException(
          "Rows of a key: found no row " + sequence + ", required " + first + " to " + end + ".");
    }
    return row;
  }

  final long time(long sequence) {
    return times[slot(sequence)];
  }

  /**
   * Adds a row after all rows of its time and before.
   *
   * @return whether it is the last one now; otherwise the rows after it have moved up by one
   */
  final boolean insert(Object row, long time) {
    if (end - first == rows.length) {
      grow();
    }
    long at = end++;
    while (at > first && time(at - 1) > time) {
      rows[slot(at)] = rows[slot(at - 1)];
      times[slot(at)] = times[slot(at - 1)];
      at--;
    }
    rows[slot(at)] = row;
    times[slot(at)] = time;
    return at == end - 1;
  }

  /** Drops the rows before {@code sequence}. */
  final void dropBefore(long sequence) {
    while (first < sequence) {
      rows[slot(first++)] = null;
    }
  }

  /** Drops the rows with a time up to {@code time}. */
  final void dropUntil(long time) {
    while (first < end && time(first) <= time) {
      rows[slot(first++)] = null;
    }
  }

  /** Sequence number of the oldest row with a time above {@code time}. */
  final long firstAfter(long time) {
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

  private int slot(long sequence) {
    return (int) sequence & (rows.length - 1);
  }

  private void grow() {
    Object[] moreRows = new Object[2 * rows.length];
    long[] moreTimes = new long[moreRows.length];
    for (long i = first; i < end; i++) {
      int slot = (int) i & (moreRows.length - 1);
      moreRows[slot] = rows[slot(i)];
      moreTimes[slot] = times[slot(i)];
    }
    rows = moreRows;
    times = moreTimes;
  }
}
