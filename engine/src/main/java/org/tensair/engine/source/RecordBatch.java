package org.tensair.engine.source;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tensair.api.SourceReader;

/**
 * Records of one split with their event times, on their way from its reader thread to the worker;
 * recycled.
 */
final class RecordBatch implements SourceReader.Output<Object> {

  /** Small enough for a few batches of each split to stay in the cache. */
  static final int CAPACITY = 1_024;

  private final @Nullable Object[] records = new Object[CAPACITY];
  private final long[] times = new long[CAPACITY];
  private int size;
  private long newest = Long.MIN_VALUE;

  @Override
  public void emit(Object record, long eventTime) {
    if (size == CAPACITY) {
      throw new IllegalStateException(
          "read(out, max): found more than max = " + CAPACITY + " records, required at most max.");
    }
    if (record == null) {
      throw new NullPointerException("emit(record, eventTime): found null, required a record.");
    }
    records[size] = record;
    times[size++] = eventTime;
    newest = Math.max(newest, eventTime);
  }

  /** The greatest event time; {@code Long.MIN_VALUE} if it is empty. */
  long newest() {
    return newest;
  }

  int size() {
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
