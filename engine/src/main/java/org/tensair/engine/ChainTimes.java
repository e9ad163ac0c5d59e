package org.tensair.engine;

import java.util.concurrent.atomic.AtomicLong;

/** How a chain spends its time. Written by its worker, read by any thread. */
final class ChainTimes {

  private final AtomicLong busy = new AtomicLong();
  private final AtomicLong blocked = new AtomicLong();
  private final AtomicLong watermark = new AtomicLong(Long.MIN_VALUE);
  private final AtomicLong eventTime = new AtomicLong(Long.MIN_VALUE);
  private final AtomicLong newest = new AtomicLong(Long.MIN_VALUE);

  void addBusy(long nanos) {
    busy.lazySet(busy.get() + nanos);
  }

  void addBlocked(long nanos) {
    blocked.lazySet(blocked.get() + nanos);
  }

  /** Notes the event time reached. */
  void reached(long watermark, long eventTime, long newest) {
    this.watermark.lazySet(Math.min(watermark, newest));
    this.eventTime.lazySet(eventTime);
    this.newest.lazySet(newest);
  }

  long busyNanos() {
    return busy.get();
  }

  long blockedNanos() {
    return blocked.get();
  }

  /**
   * The event time that the inputs have come to; {@code Long.MIN_VALUE} before the first record.
   */
  long eventTime() {
    return eventTime.get();
  }

  /** How far the watermark is behind the newest record, in milliseconds. */
  long lagMillis() {
    long behind = watermark.get();
    long front = newest.get();
    boolean known = behind != Long.MIN_VALUE && front != Long.MIN_VALUE;
    return known ? Math.max(0, front - behind) : 0;
  }
}
