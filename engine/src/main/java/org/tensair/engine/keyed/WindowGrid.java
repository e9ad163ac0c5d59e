package org.tensair.engine.keyed;

import java.math.BigInteger;
import org.tensair.api.Window;

/**
 * Where windows of a fixed size begin and end. All times in milliseconds.
 *
 * <pre>
 *   window   start ├───────────── size ─────────────┤ end
 *   next            └ slide ┤
 *   panes          ├───┼───┼───┼───┼───┼───┼───┼───┤   greatest common divisor of size and slide
 * </pre>
 *
 * @param offset of one window's start from the epoch
 */
record WindowGrid(long size, long slide, long offset) {

  static WindowGrid of(Window.Sliding window) {
    return new WindowGrid(
        window.size().toMillis(), window.slide().toMillis(), window.offset().toMillis());
  }

  long pane() {
    return BigInteger.valueOf(size).gcd(BigInteger.valueOf(slide)).longValueExact();
  }

  /** End of the first window that holds {@code time}. */
  long firstEnd(long time) {
    // Ends are where starts are, plus the size.
    return time + slide - Math.floorMod(time - offset - size, slide);
  }

  /** End of the last window that holds {@code time}. */
  long lastEnd(long time) {
    return time - Math.floorMod(time - offset, slide) + size;
  }

  /** The least end above {@code time} of all windows. */
  long endAfter(long time) {
    return firstEnd(time);
  }
}
