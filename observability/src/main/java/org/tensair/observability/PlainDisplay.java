package org.tensair.observability;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import org.tensair.api.LearningResult;

/** One line every few seconds, and one at the end: for logs and pipes. */
final class PlainDisplay implements Display {

  private static final double SECONDS_BETWEEN_LINES = 2;

  private final PrintStream out;
  private final String title;
  private double nextSeconds;
  private @Nullable String unprinted;

  PlainDisplay(PrintStream out, String title) {
    this.out = out;
    this.title = title;
  }

  @Override
  public void show(double seconds, double recordsPerSecond, LearningResult result) {
    String line =
        Text.format("%s  %5.1f s  ", title, seconds)
            + Text.format("%,d rows  ", result.predicted())
            + Text.progress(recordsPerSecond, result);
    if (seconds < nextSeconds) {
      unprinted = line;
      return;
    }
    out.println(line);
    unprinted = null;
    nextSeconds = seconds + SECONDS_BETWEEN_LINES;
  }

  @Override
  public void close() {
    if (unprinted != null) {
      out.println(unprinted);
    }
    out.flush();
  }
}
