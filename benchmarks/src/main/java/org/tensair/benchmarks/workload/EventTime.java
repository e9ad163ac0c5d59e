package org.tensair.benchmarks.workload;

/** Event time as a function of an event's index, and the hash that makes events out of indices. */
public final class EventTime {

  /** Time of event 0, ms; a multiple of every window's size. */
  public static final long START = 1_600_000_000_000L;

  /** Events in one ms of event time, of all splits together. */
  public static final long EVENTS_PER_MS = 100;

  private EventTime() {}

  /** Time of an event, ms. */
  public static long of(long index) {
    return START + index / EVENTS_PER_MS;
  }

  /** Index of the first event at or after a time. */
  public static long firstIndexAt(long time) {
    return Math.max(0, (time - START) * EVENTS_PER_MS);
  }

  /** 64 well-mixed bits (the finaliser of SplitMix64). */
  public static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
