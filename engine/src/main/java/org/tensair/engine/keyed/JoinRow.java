package org.tensair.engine.keyed;

/** A record that a join keeps until no partner can come any more. */
final class JoinRow extends TimerQueue.Item {

  private final Object key;
  private final boolean left;
  private final Object record;
  private final long time;

  /** Whether it has had a partner. */
  boolean matched;

  JoinRow(long sequence, Object key, boolean left, Object record, long time) {
    super(sequence);
    this.key = key;
    this.left = left;
    this.record = record;
    this.time = time;
  }

  Object key() {
    return key;
  }

  boolean left() {
    return left;
  }

  Object record() {
    return record;
  }

  long time() {
    return time;
  }
}
