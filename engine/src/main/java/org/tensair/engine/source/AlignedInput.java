package org.tensair.engine.source;

import java.util.ArrayList;
import java.util.List;
import org.tensair.engine.operator.TimeStep;

/**
 * The bounded splits, merged by event time: reader threads fill the splits' channels, and the
 * worker takes all records of the least time from all of them as one {@link TimeStep}. So results
 * do not depend on which thread was faster. Used by the worker thread only.
 *
 * <p>A record behind the present time is processed in a step of its own, with its own time.
 */
final class AlignedInput {

  private final List<SplitHead> heads;
  private final TimeStep step;
  private boolean inStep;
  private long stepTime;
  private long eventTime = Long.MIN_VALUE;

  AlignedInput(List<SplitHead> heads, TimeStep step) {
    this.heads = new ArrayList<>(heads);
    this.step = step;
  }

  /**
   * Processes up to {@code steps} time steps, as far as the readers have come.
   *
   * @return whether it did all of them, so that there may be more to do at once
   */
  boolean process(int steps) {
    for (int i = 0; i < steps; i++) {
      if ((!inStep && !beginStep()) || !takeStep()) {
        return false;
      }
      step.finish();
      inStep = false;
    }
    return true;
  }

  boolean ended() {
    return heads.isEmpty() && !inStep;
  }

  /** The greatest step time so far: only late records are behind it. */
  long eventTime() {
    return eventTime;
  }

  /** Finds the least time of all heads; false if some split's next record is not known yet. */
  private boolean beginStep() {
    long least = Long.MAX_VALUE;
    for (int i = heads.size() - 1; i >= 0; i--) {
      SplitHead head = heads.get(i);
      if (head.present()) {
        least = Math.min(least, head.time());
      } else if (head.ended()) {
        heads.remove(i);
      } else {
        return false;
      }
    }
    if (heads.isEmpty()) {
      return false;
    }
    inStep = true;
    stepTime = least;
    eventTime = Math.max(eventTime, least);
    return true;
  }

  /** Takes every record of the step's time; false if a split may have more that are not here. */
  private boolean takeStep() {
    for (int i = 0; i < heads.size(); i++) {
      SplitHead head = heads.get(i);
      while (head.present() && head.time() == stepTime) {
        head.forward();
      }
      if (!head.present() && !head.ended()) {
        return false;
      }
    }
    return true;
  }
}
