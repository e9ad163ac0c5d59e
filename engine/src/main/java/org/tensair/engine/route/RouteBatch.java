package org.tensair.engine.route;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tensair.engine.operator.Padding;

/**
 * Records of one edge on their way from one worker to another, with what the sender says of the
 * time after them; recycled.
 */
final class RouteBatch extends Padding {

  private final @Nullable Object[] records;
  private final long[] times;
  private int size;
  private long watermark;
  private boolean idle;
  private long marker;

  RouteBatch(int capacity) {
    records = new Object[capacity];
    times = new long[capacity];
  }

  /** Adds a record; true if that was the last one to fit. */
  boolean add(Object record, long time) {
    records[size] = record;
    times[size++] = time;
    return size == times.length;
  }

  int size() {
    return size;
  }

  Object record(int i) {
    Object record = records[i];
    if (record == null) {
      throw new IndexOutOfBoundsException(
          "Route batch: found " + size + " records, required more than " + i + ".");
    }
    return record;
  }

  long time(int i) {
    return times[i];
  }

  /**
   * Says what holds after the records.
   *
   * @param marker the snapshot whose cut is here; 0 for none
   */
  void close(long watermark, boolean idle, long marker) {
    this.watermark = watermark;
    this.idle = idle;
    this.marker = marker;
  }

  long watermark() {
    return watermark;
  }

  boolean idle() {
    return idle;
  }

  long marker() {
    return marker;
  }

  void clear() {
    Arrays.fill(records, 0, size, null);
    size = 0;
  }
}
