package org.tensair.engine.source;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.tensair.engine.operator.TimeStep;

/**
 * Inputs that are in event-time order, merged by event time: the worker takes all records of the
 * least time from all of them as one {@link TimeStep}. So results do not depend on which thread was
 * faster. Used by the worker thread only.
 *
 * <p>A record behind the present time is processed with the present step, with its own time.
 */
final class AlignedInput {

  private final List<Head> heads;
  private final TimeStep step;
  private final long disorder;
  private final LongConsumer clock;
  private boolean inStep;
  private long stepTime;
  private long eventTime = Long.MIN_VALUE;
  private long passed = Long.MIN_VALUE;
  private long until = Long.MAX_VALUE;

  /**
   * @param disorder how far behind the step the watermark stays, for records that come behind
   * @param clock is told the watermark before and after each step
   */
  AlignedInput(List<? extends Head> heads, TimeStep step, long disorder, LongConsumer clock) {
    this.heads = new ArrayList<>(heads);
    this.step = step;
    this.disorder = disorder;
    this.clock = clock;
  }

  /**
   * Processes up to {@code steps} time steps, as far as the inputs have come.
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
      tell(watermark());
    }
    return true;
  }

  /** What comes behind a marker here may be of any time that its sender had not passed. */
  private void tell(long watermark) {
    long least = watermark;
    for (Head head : heads) {
      if (head.marker() != 0) {
        least = Math.min(least, head.watermark());
      }
    }
    clock.accept(least);
  }

  boolean ended() {
    return heads.isEmpty() && !inStep;
  }

  boolean inStep() {
    return inStep;
  }

  /** The greatest step time so far: only late records are behind it. */
  long eventTime() {
    return eventTime;
  }

  /** No record with this time or an earlier one will come, but late ones. */
  long watermark() {
    if (eventTime == Long.MIN_VALUE) {
      return eventTime;
    }
    return (inStep ? eventTime - 1 : eventTime) - disorder;
  }

  /** The time up to which all has come that is not late, also where that was nothing. */
  long reached() {
    return Math.max(eventTime, passed);
  }

  /** Begins no step after this time; {@code Long.MAX_VALUE} for any. */
  void holdAfter(long time) {
    until = time;
  }

  /** Whether all steps up to the hold are done: the next one is behind it, or there is none. */
  boolean reachedHold() {
    return !inStep && (ended() || bound() > until);
  }

  /** The watermark once all steps up to {@code time} are done. */
  long watermarkAt(long time) {
    return time < Long.MIN_VALUE / 2 ? watermark() : Math.max(watermark(), time - disorder);
  }

  /** The least time that the next step can have. */
  private long bound() {
    long bound = Long.MAX_VALUE;
    for (Head head : heads) {
      if (head.present()) {
        bound = Math.min(bound, head.time());
      } else if (!head.ended()) {
        bound = Math.min(bound, boundOf(head));
      }
    }
    return bound;
  }

  /** Finds the least time of all heads; false if some head may still have an earlier record. */
  private boolean beginStep() {
    long least = Long.MAX_VALUE;
    long bound = Long.MAX_VALUE;
    for (int i = heads.size() - 1; i >= 0; i--) {
      Head head = heads.get(i);
      if (head.present()) {
        least = Math.min(least, head.time());
      } else if (head.ended()) {
        heads.remove(i);
      } else {
        bound = Math.min(bound, boundOf(head));
      }
    }
    if (least == Long.MAX_VALUE || least > bound || least > until) {
      passUntil(Math.min(bound, least));
      return false;
    }
    passUntil(least);
    inStep = true;
    stepTime = least;
    eventTime = Math.max(eventTime, least);
    return true;
  }

  /** Nothing earlier than {@code time} will come; but the clock does not pass a hold. */
  private void passUntil(long time) {
    long reached = until == Long.MAX_VALUE ? time : Math.min(time, until + 1);
    if (reached > eventTime && reached != Long.MAX_VALUE) {
      passed = reached - 1;
      if (passed > Long.MIN_VALUE / 2) {
        tell(passed - disorder);
      }
    }
  }

  /**
   * Takes every record of the step's time, one head's after the other's, so that also those of one
   * time are in an order that does not depend on timing; false if a head may have more that are not
   * here. What later heads have is put aside meanwhile: whoever sends it may be waiting for room.
   */
  private boolean takeStep() {
    boolean complete = true;
    for (int i = 0; i < heads.size(); i++) {
      Head head = heads.get(i);
      if (complete) {
        head.forwardHeld();
      }
      while (head.present() && head.time() <= stepTime) {
        if (complete) {
          head.forward();
        } else {
          head.hold();
        }
      }
      if (!head.present() && !head.ended() && boundOf(head) <= stepTime) {
        complete = false;
      }
    }
    return complete;
  }

  private static long boundOf(Head head) {
    if (head.marker() != 0) {
      // What comes before the cut elsewhere does not wait for what comes after it here.
      return Long.MAX_VALUE;
    }
    long watermark = head.watermark();
    boolean open = watermark == Long.MIN_VALUE || watermark == Long.MAX_VALUE;
    return open ? watermark : watermark + 1;
  }
}
