package org.tensair.engine.keyed;

import org.tensair.api.Window;
import org.tensair.engine.lookup.Rows;

/** Which of a key's rows are joined together, and when. */
interface JoinWindow {

  /**
   * The rows of a window.
   *
   * @param start of the window, inclusive
   * @param end of it, exclusive
   * @param next windows hold no row before it
   */
  record Bounds(long start, long end, long next) {}

  /**
   * The first window with rows that ends behind a watermark.
   *
   * @param rows of one key, at least one; those of windows that have ended are gone
   */
  Bounds first(Rows rows, long watermark);

  /** The least watermark that may end a window of a row that is added now. */
  long due(long time, long watermark);

  /** Whether a row that is added now is too late for every window. */
  boolean tooLate(Rows rows, long time, long watermark);

  /** The windows of a plan. */
  static JoinWindow of(Window window) {
    if (window instanceof Window.Sliding sliding) {
      return new Grid(WindowGrid.of(sliding));
    }
    if (window instanceof Window.Session session) {
      return new Gap(session.gap().toMillis());
    }
    throw new IllegalArgumentException("Join: found " + window + ", required a window of time.");
  }

  /** Windows of a fixed size. */
  record Grid(WindowGrid grid) implements JoinWindow {
    @Override
    public Bounds first(Rows rows, long watermark) {
      long end = grid.firstEnd(Math.max(rows.time(rows.first()), watermark + 1));
      return new Bounds(end - grid.size(), end, end - grid.size() + grid.slide());
    }

    @Override
    public long due(long time, long watermark) {
      return grid.firstEnd(Math.max(time, watermark + 1)) - 1;
    }

    @Override
    public boolean tooLate(Rows rows, long time, long watermark) {
      return grid.lastEnd(time) - 1 <= watermark;
    }
  }

  /** Sessions. */
  record Gap(long gap) implements JoinWindow {
    @Override
    public Bounds first(Rows rows, long watermark) {
      // Had there been a gap before that row, the watermark would have ended a session there.
      long known = watermark < Long.MIN_VALUE + gap ? watermark : watermark + 2 - gap;
      long at = Math.max(rows.first(), rows.firstAfter(known) - 1);
      while (at + 1 < rows.end() && rows.time(at + 1) < rows.time(at) + gap) {
        at++;
      }
      long end = rows.time(at) + gap;
      return new Bounds(rows.time(rows.first()), end, end);
    }

    @Override
    public long due(long time, long watermark) {
      return Math.max(time + gap - 1, watermark + 1);
    }

    @Override
    public boolean tooLate(Rows rows, long time, long watermark) {
      if (time + gap - 1 > watermark) {
        return false;
      }
      long after = rows.firstAfter(time);
      boolean joinsNext = after < rows.end() && rows.time(after) < time + gap;
      boolean joinsLast = after > rows.first() && rows.time(after - 1) > time - gap;
      return !joinsNext && !joinsLast;
    }
  }
}
