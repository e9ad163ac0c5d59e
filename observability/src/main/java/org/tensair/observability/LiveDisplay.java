package org.tensair.observability;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.tensair.api.LearningResult;

/** A bar that is drawn again in place: for terminals. */
final class LiveDisplay implements Display {

  private static final int MILLIS_BETWEEN_DRAWINGS = 200;

  private final ProgressBar bar;

  /**
   * @param expected rows of the whole run, or −1 if unknown
   */
  LiveDisplay(PrintStream out, String title, long expected) {
    bar =
        new ProgressBarBuilder()
            .setTaskName(title)
            .setInitialMax(expected)
            .setStyle(ProgressBarStyle.UNICODE_BLOCK)
            .setUpdateIntervalMillis(MILLIS_BETWEEN_DRAWINGS)
            .setConsumer(new ConsoleProgressBarConsumer(out))
            .hideEta()
            .build();
  }

  @Override
  public void show(double seconds, double recordsPerSecond, LearningResult result) {
    bar.stepTo(result.predicted());
    bar.setExtraMessage(" " + Text.progress(recordsPerSecond, result));
  }

  @Override
  public void close() {
    bar.close();
  }
}
