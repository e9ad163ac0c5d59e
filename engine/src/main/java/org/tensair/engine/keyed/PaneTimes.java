package org.tensair.engine.keyed;

/**
 * The pane of a time, and the ends of the windows that the pane is part of. The last one is kept:
 * records come pane after pane, mostly, and each of these numbers takes a division.
 */
final class PaneTimes {

  private final WindowGrid grid;
  private final long length;
  private long start;
  private long firstEnd;
  private long lastEnd;

  PaneTimes(WindowGrid grid) {
    this.grid = grid;
    this.length = grid.pane();
    reach(0);
  }

  /** Moves to the pane that holds {@code time}. */
  void moveTo(long time) {
    // Unsigned: before the start is far after it.
    if (Long.compareUnsigned(time - start, length) >= 0) {
      reach(time);
    }
  }

  private void reach(long time) {
    start = time - Math.floorMod(time - grid.offset(), length);
    firstEnd = grid.firstEnd(start);
    lastEnd = grid.lastEnd(start);
  }

  /** Start of the pane. */
  long start() {
    return start;
  }

  /** End of the first window that the pane is part of. */
  long firstEnd() {
    return firstEnd;
  }

  /** End of the last one. */
  long lastEnd() {
    return lastEnd;
  }
}
