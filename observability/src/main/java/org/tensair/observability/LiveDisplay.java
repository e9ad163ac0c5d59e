package org.tensair.observability;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;
import org.tensair.api.LearningResult;

/**
 * One line that is drawn again in place: for terminals. The text always fits into 80 columns, and
 * the bar takes what a wider terminal leaves.
 */
final class LiveDisplay implements Display {

  private static final int MILLIS_BETWEEN_DRAWINGS = 200;
  private static final int WIDEST_BAR = 40;

  private final Line line;
  private final ProgressBar bar;

  /**
   * @param expected rows of the whole run, or −1 if unknown
   */
  LiveDisplay(PrintStream out, String title, long expected) {
    out.println(title);
    line = new Line(out);
    bar =
        new ProgressBarBuilder()
            .setInitialMax(expected)
            .setUpdateIntervalMillis(MILLIS_BETWEEN_DRAWINGS)
            .setConsumer(line)
            .setRenderer(LiveDisplay::render)
            .build();
  }

  @Override
  public void show(double seconds, double recordsPerSecond, LearningResult result) {
    bar.stepTo(result.predicted());
    bar.setExtraMessage(Text.progress(recordsPerSecond, result));
  }

  @Override
  public void close() {
    bar.close();
    line.end();
  }

  private static String render(ProgressState progress, int width) {
    double share = progress.isIndefinite() ? 0 : progress.getNormalizedProgress();
    return render(share, progress.getExtraMessage(), width);
  }

  /** A line of exactly {@code width} columns, so that nothing of a longer one before it stays. */
  static String render(double share, String message, int width) {
    String text = Text.format("%3.0f%% ", 100 * share) + message;
    int room = Math.min(WIDEST_BAR, width - text.length() - 3);
    if (room > 0) {
      int full = (int) Math.round(room * Math.min(1, share));
      String drawn = "▕" + "█".repeat(full) + " ".repeat(room - full) + "▏ ";
      text = text.substring(0, 5) + drawn + message;
    }
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /** Where the library draws; it does not end the line of a bar that is closed before its first. */
  private static final class Line extends ConsoleProgressBarConsumer {

    private boolean ended;

    Line(PrintStream out) {
      super(out);
    }

    @Override
    public void close() {
      ended = true;
      super.close();
    }

    void end() {
      if (!ended) {
        close();
      }
    }
  }
}
