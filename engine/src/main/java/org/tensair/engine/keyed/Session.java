package org.tensair.engine.keyed;

import org.jspecify.annotations.Nullable;

/** A session of one key, linked to the key's next later one. Most keys have one at a time. */
final class Session extends TimerQueue.Item {

  private final Object key;

  /** Times of the first and the last of its records. */
  long first;

  long last;
  Object accumulator;

  /** Whether its end has passed and it has given its result. */
  boolean ended;

  @Nullable Session next;

  Session(long sequence, Object key, long first, long last, Object accumulator) {
    super(sequence);
    this.key = key;
    this.first = first;
    this.last = last;
    this.accumulator = accumulator;
  }

  Object key() {
    return key;
  }
}
