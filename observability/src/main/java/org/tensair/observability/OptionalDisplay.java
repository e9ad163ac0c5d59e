package org.tensair.observability;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensair.api.LearningResult;

/**
 * A display that a run can do without: its first failure is logged, and from then on it shows
 * nothing.
 */
final class OptionalDisplay implements Display {

  private static final Logger LOG = LoggerFactory.getLogger(OptionalDisplay.class);

  private @Nullable Display display;

  OptionalDisplay(Supplier<Display> displays) {
    try {
      display = displays.get();
    } catch (RuntimeException | LinkageError failure) {
      leaveOut(failure);
    }
  }

  @Override
  public void show(double seconds, double recordsPerSecond, LearningResult result) {
    ask(shown -> shown.show(seconds, recordsPerSecond, result));
  }

  @Override
  public void close() {
    ask(Display::close);
  }

  private void ask(Consumer<Display> question) {
    Display shown = display;
    if (shown == null) {
      return;
    }
    try {
      question.accept(shown);
    } catch (RuntimeException | LinkageError failure) {
      leaveOut(failure);
    }
  }

  private void leaveOut(Throwable failure) {
    display = null;
    LOG.warn("The progress display failed; the run goes on without it.", failure);
  }
}
