package org.tensair.engine.source;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tensair.api.DeadLetter;

/**
 * Records of one split with their event times, on their way from its reader thread to the worker;
 * recycled.
 */
final class RecordBatch implements Records {

  /** Small enough for a few batches of each split to stay in the cache. */
  static final int CAPACITY = 1_024;

  private final @Nullable Object[] records = new Object[CAPACITY];
  private final long[] times = new long[CAPACITY];
  private int size;
  private long newest = Long.MIN_VALUE;

  @Override
  public void emit(Object record, long eventTime) {
    check(record, size, CAPACITY);
    records[size] = record;
    times[size++] = eventTime;
    newest = Math.max(newest, eventTime);
  }

  /** Refuses what a reader must not emit. */
  static void check(@Nullable Object record, int before, int max) {
    if (before >= max) {
      throw new IllegalStateException(
          "read(out, max): found more than max = " + max + " records, required at most max.");
    }
    if (record == null) {
      throw new NullPointerException("emit(record, eventTime): found null, required a record.");
    }
  }

  @Override
  public void deadLetter(DeadLetter letter, long eventTime) {
    emit(letter, eventTime);
  }

  @Override
  public int capacity() {
    return CAPACITY;
  }

  @Override
  public long newest() {
    return newest;
  }

  @Override
  public int size() {
    return size;
  }

  Object record(int i) {
    Object record = records[i];
    if (record == null) {
      throw new IndexOutOfBoundsException(
          "Record batch: found " + size + " records, required more than " + i + ".");
    }
    return record;
  }

  long time(int i) {
    return times[i];
  }

  void clear() {
    Arrays.fill(records, 0, size, null);
    size = 0;
    newest = Long.MIN_VALUE;
  }
}
