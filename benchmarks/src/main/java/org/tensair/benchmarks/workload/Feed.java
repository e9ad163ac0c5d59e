package org.tensair.benchmarks.workload;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Hands out indices of events to the sources of a system: split s of p takes those that are s
 * modulo p. Without an end until {@link #end} is called, which all splits then reach exactly. Any
 * thread may call any method.
 */
public final class Feed {

  /** What {@link #grant} answers after the end. */
  public static final long OVER = -1;

  private static final long EVENTS_PER_GRANT = 1 << 14;
  private static final double NANOS_PER_SECOND = 1e9;

  private final int splits;
  private final double eventsPerSecond;
  private final long[] granted;
  private final CountDownLatch started = new CountDownLatch(1);
  private volatile long startNanos;
  private long end;

  private Feed(int splits, double eventsPerSecond, long end) {
    this.splits = splits;
    this.eventsPerSecond = eventsPerSecond;
    this.end = end;
    granted = new long[splits];
  }

  /** As fast as the system takes them. */
  public static Feed unbounded(int splits) {
    return new Feed(splits, Double.POSITIVE_INFINITY, Long.MAX_VALUE);
  }

  /** Event i is made i / {@code eventsPerSecond} s after the first at the earliest. */
  public static Feed paced(int splits, double eventsPerSecond) {
    return new Feed(splits, eventsPerSecond, Long.MAX_VALUE);
  }

  /** So many events, as fast as the system takes them. */
  public static Feed bounded(int splits, long events) {
    return new Feed(splits, Double.POSITIVE_INFINITY, events);
  }

  /**
   * How far a split may go: it makes its events from {@code from} on, which is its next, up to the
   * answer, exclusive. The answer is at most {@code from} if no event is due yet, and {@link #OVER}
   * if there are no more.
   */
  public synchronized long grant(int split, long from) {
    if (started.getCount() > 0) {
      startNanos = System.nanoTime();
      started.countDown();
    }
    if (from >= end) {
      return OVER;
    }
    long until = Math.min(from + EVENTS_PER_GRANT * splits, Math.min(end, due()));
    granted[split] = Math.max(granted[split], until);
    return until;
  }

  private long due() {
    return eventsPerSecond == Double.POSITIVE_INFINITY
        ? Long.MAX_VALUE
        : (long) ((System.nanoTime() - startNanos) * eventsPerSecond / NANOS_PER_SECOND);
  }

  /**
   * When an event was due, on the clock of {@link System#nanoTime}; the start if the feed is not
   * paced.
   */
  public long dueNanos(long index) {
    return startNanos + (long) (index / eventsPerSecond * NANOS_PER_SECOND);
  }

  /** Number of events that left the sources, up to a grant for each split. */
  public synchronized long granted() {
    long sum = 0;
    for (long until : granted) {
      sum += until / splits;
    }
    return sum;
  }

  /** Ends all splits at one index, which no split has passed: the number of events in all. */
  public synchronized long end() {
    long furthest = 0;
    for (long until : granted) {
      furthest = Math.max(furthest, until);
    }
    end = Math.min(end, furthest);
    return end;
  }

  /** Waits for the first event; false if there is none in time. */
  public boolean awaitStart(long seconds) throws InterruptedException {
    return started.await(seconds, TimeUnit.SECONDS);
  }
}
