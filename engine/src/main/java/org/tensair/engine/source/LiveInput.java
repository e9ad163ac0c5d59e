package org.tensair.engine.source;

import java.util.ArrayList;
import java.util.List;
import org.tensair.engine.operator.TimeStep;

/**
 * Inputs without a common order: each record is processed as it arrives, as a {@link TimeStep} of
 * its own, and no input waits for another. Used by the worker thread only.
 */
final class LiveInput {

  /** An input without records for so long no longer holds back the event time. */
  private static final long IDLE_NANOS = 500_000_000;

  private final List<Live> inputs = new ArrayList<>();
  private final TimeStep step;
  private long watermark = Long.MIN_VALUE;
  private boolean started;

  LiveInput(List<? extends Head> heads, TimeStep step) {
    for (Head head : heads) {
      inputs.add(new Live(head));
    }
    this.step = step;
  }

  /**
   * Processes what has arrived, up to {@code records} of each input.
   *
   * @return whether there was any
   */
  boolean process(int records, long nanoTime) {
    if (!started) {
      started = true;
      inputs.forEach(input -> input.lastNanos = nanoTime);
    }
    boolean any = false;
    for (int i = inputs.size() - 1; i >= 0; i--) {
      Live input = inputs.get(i);
      if (input.head.forward(records, step) > 0) {
        input.lastNanos = nanoTime;
        any = true;
      }
      if (input.head.ended()) {
        inputs.remove(i);
      }
    }
    advance(nanoTime);
    return any;
  }

  boolean ended() {
    return inputs.isEmpty();
  }

  /** Whether no input has anything to say of the time. */
  boolean idle() {
    for (Live input : inputs) {
      if (input.active) {
        return false;
      }
    }
    return true;
  }

  /** The least of the active inputs' watermarks; never goes back. */
  long watermark() {
    return watermark;
  }

  private void advance(long nanoTime) {
    long least = Long.MAX_VALUE;
    for (Live input : inputs) {
      boolean recent = !input.head.timesOut() || nanoTime - input.lastNanos < IDLE_NANOS;
      input.active = recent && !input.head.idle();
      if (input.active) {
        least = Math.min(least, input.head.watermark());
      }
    }
    if (least != Long.MAX_VALUE) {
      watermark = Math.max(watermark, least);
    }
  }

  private static final class Live {
    private final Head head;
    private long lastNanos;
    private boolean active = true;

    Live(Head head) {
      this.head = head;
    }
  }
}
