package org.tensair.learning;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Samples and labels on their way to a replica, as parallel arrays; filled by the runtime, read by
 * the replica, recycled. Not thread-safe: handed over through a queue.
 *
 * <p>Events are in the order in which they are to be processed: by event time, and at equal times
 * samples before labels, so that a row is predicted before anyone trains on what became known in
 * the same instant.
 */
public final class EventBatch {

  private final boolean[] label;
  private final long[] time;
  private final long[] index;
  private final @Nullable Object[] key;
  private final @Nullable Object[] record;
  private int size;
  private long watermark = Long.MIN_VALUE;
  private long marker;

  /** An empty batch with room for {@code capacity} events. */
  public EventBatch(int capacity) {
    label = new boolean[capacity];
    time = new long[capacity];
    index = new long[capacity];
    key = new Object[capacity];
    record = new Object[capacity];
  }

  /** How many events fit. */
  public int capacity() {
    return label.length;
  }

  /** How many events there are. */
  public int size() {
    return size;
  }

  /** Whether no more event fits. */
  public boolean full() {
    return size == label.length;
  }

  /**
   * Adds a sample.
   *
   * @param eventTime milliseconds since the epoch
   * @param recordIndex place in the stream of samples, over all replicas, from 0
   */
  public void addSample(long eventTime, long recordIndex, Object joinKey, Object sample) {
    add(false, eventTime, recordIndex, joinKey, sample);
  }

  /** Adds a label that became known at {@code eventTime}, milliseconds since the epoch. */
  public void addLabel(long eventTime, Object joinKey, Object value) {
    add(true, eventTime, -1, joinKey, value);
  }

  private void add(boolean isLabel, long eventTime, long recordIndex, Object joinKey, Object what) {
    label[size] = isLabel;
    time[size] = eventTime;
    index[size] = recordIndex;
    key[size] = joinKey;
    record[size] = what;
    size++;
  }

  /**
   * Sets the event time reached after the last event: no event that comes later, late ones aside,
   * has a time below it. A batch without events may carry a watermark alone.
   */
  public void watermark(long reached) {
    watermark = reached;
  }

  /** See {@link #watermark(long)}; {@code Long.MIN_VALUE} if none was set. */
  public long watermark() {
    return watermark;
  }

  /**
   * Sets the marker of a snapshot: its cut comes after all events of this batch, and before those
   * of all later ones. Every replica gets the same markers in the same order.
   *
   * @param snapshot its number: 1 or more, and higher than any before in this run
   */
  public void marker(long snapshot) {
    marker = snapshot;
  }

  /** See {@link #marker(long)}; 0 if there is none. */
  public long marker() {
    return marker;
  }

  /** Empties the batch and lets go of its records. */
  public void clear() {
    Arrays.fill(key, 0, size, null);
    Arrays.fill(record, 0, size, null);
    size = 0;
    watermark = Long.MIN_VALUE;
    marker = 0;
  }

  /** Whether event {@code i} is a label, otherwise it is a sample. */
  public boolean isLabel(int i) {
    return label[i];
  }

  /** Event time of event {@code i}, milliseconds since the epoch. */
  public long time(int i) {
    return time[i];
  }

  /** Record index of sample {@code i}; −1 for a label. */
  public long index(int i) {
    return index[i];
  }

  /** The key that joins event {@code i}. */
  public Object key(int i) {
    return present(key[i], i);
  }

  /** The sample or label itself. */
  public Object record(int i) {
    return present(record[i], i);
  }

  private Object present(@Nullable Object found, int i) {
    if (i >= size || found == null) {
      throw new IndexOutOfBoundsException(
          "Event batch: found " + size + " events, required more than " + i + ".");
    }
    return found;
  }
}
