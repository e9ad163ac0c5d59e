package org.tensair.engine.operator;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Records of one time step that wait at a port, with their event times, in arrival order. */
public final class TimedQueue {

  private @Nullable Object[] records = new Object[16];
  private long[] times = new long[16];
  private int size;

  /** Adds a record. */
  public void add(Object record, long eventTime) {
    if (size == records.length) {
      records = Arrays.copyOf(records, 2 * size);
      times = Arrays.copyOf(times, 2 * size);
    }
    records[size] = record;
    times[size++] = eventTime;
  }

  /** Hands every record to {@code port} and empties the queue. */
  public void drainTo(Port port) {
    for (int i = 0; i < size; i++) {
      Object record = records[i];
      records[i] = null;
      if (record != null) {
        port.accept(record, times[i]);
      }
    }
    size = 0;
  }
}
