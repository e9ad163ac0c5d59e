package org.tensair.engine.keyed;

import java.time.Duration;
import org.tensair.api.WindowOptions;

/**
 * When open windows give their results so far: at all multiples of an interval.
 *
 * @param interval milliseconds; 0 for never
 */
record EarlyTimes(long interval) {

  static EarlyTimes of(WindowOptions options) {
    Duration early = options.early();
    return new EarlyTimes(early == null ? 0 : early.toMillis());
  }

  /** The first such time after {@code done}; {@code Long.MAX_VALUE} for none. */
  long after(long done) {
    if (interval == 0 || done > Long.MAX_VALUE - interval) {
      return Long.MAX_VALUE;
    }
    return done + interval - Math.floorMod(done, interval);
  }
}
