package org.tensair.engine.source;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How far apart in event time the reader threads of bounded splits may be. Thread-safe. */
public final class Skew {

  private final long greatest;
  private final Map<Object, Long> slowest = new ConcurrentHashMap<>();

  /**
   * @param greatest milliseconds
   */
  public Skew(long greatest) {
    this.greatest = greatest;
  }

  /** A reader begins, or says what its slowest split has come to. */
  void reached(Object reader, long eventTime) {
    slowest.put(reader, eventTime);
  }

  /** A reader has ended. */
  void ended(Object reader) {
    slowest.remove(reader);
  }

  /** Whether {@code eventTime} is too far ahead of the slowest reader to read on. */
  boolean exceeded(long eventTime) {
    long least = Long.MAX_VALUE;
    for (long each : slowest.values()) {
      least = Math.min(least, each);
    }
    return eventTime > least && eventTime - least > greatest;
  }
}
