package org.tensair.observability;

import java.io.PrintStream;
import java.util.function.Supplier;
import org.tensair.api.Execution;

/**
 * Where the progress of runs is shown.
 *
 * @param out the terminal, file or pipe
 * @param plain whether to write lines, for anything that is not a terminal, instead of one bar that
 *     is drawn again in place
 * @param clock that says when something happened
 */
public record Progress(PrintStream out, boolean plain, ProcessClock clock) {

  /**
   * Begins to watch a run, in a thread of its own.
   *
   * @param execution of the run
   * @param stage the model operator's
   * @param title of the run, short
   * @param expected rows of the whole run, or −1 if unknown
   * @param startSeconds when the run began, on this progress's clock; 0 for the start of the
   *     process
   * @return the watch; call {@link RunWatch#finish} at the end of the run
   */
  public RunWatch watch(
      Execution execution, String stage, String title, long expected, double startSeconds) {
    // The watch's own thread makes the display: looking at the terminal takes a while at first.
    Supplier<Display> display =
        plain ? () -> new PlainDisplay(out, title) : () -> new LiveDisplay(out, title, expected);
    return new RunWatch(execution, stage, display, clock, startSeconds);
  }
}
