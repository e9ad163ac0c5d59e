package org.tensair.exchange.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes only from one event to the next. Events of equal time run as scheduled. */
final class VirtualTime {
  private record Event(long time, long order, Runnable action) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::time).thenComparingLong(Event::order));
  // Negative, as System.nanoTime() may be, so that nobody relies on its sign.
  private long now = -1_000_000_000_000L;
  private long scheduled;

  /** The present, in nanoseconds. */
  long now() {
    return now;
  }

  /** Runs {@code action} after {@code delay} nanoseconds. */
  void after(long delay, Runnable action) {
    events.add(new Event(now + delay, scheduled++, action));
  }

  /**
   * Goes on to the next event and runs it.
   *
   * @return false if there was none
   */
  boolean advance() {
    Event event = events.poll();
    if (event == null) {
      return false;
    }
    now = event.time();
    event.action().run();
    return true;
  }
}
