package org.tensair.engine.keyed;

import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a function keeps of one key: its state, and the timers that it has asked for. */
final class KeyState extends TimerQueue.Item {

  private final Object key;
  @Nullable Object state;

  /** The greatest event time of a call. */
  long lastCall = Long.MIN_VALUE;

  @Nullable TreeSet<Long> timers;

  KeyState(long sequence, Object key) {
    super(sequence);
    this.key = key;
  }

  Object key() {
    return key;
  }

  /** The first timer; {@code Long.MAX_VALUE} if there is none. */
  long firstTimer() {
    return timers == null || timers.isEmpty() ? Long.MAX_VALUE : timers.first();
  }

  void addTimer(long time) {
    if (timers == null) {
      timers = new TreeSet<>();
    }
    timers.add(time);
  }

  void removeTimer(long time) {
    if (timers != null) {
      timers.remove(time);
      timers = timers.isEmpty() ? null : timers;
    }
  }
}
