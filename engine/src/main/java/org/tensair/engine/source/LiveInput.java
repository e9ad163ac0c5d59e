package org.tensair.engine.source;

import java.util.ArrayList;
import java.util.List;
import org.tensair.engine.operator.TimeStep;

/**
 * The unbounded splits: each record is processed as it arrives, as a {@link TimeStep} of its own,
 * and no split waits for another. Used by the worker thread only.
 */
final class LiveInput {

  /** A split without records for so long no longer holds back the event time. */
  private static final long IDLE_NANOS = 500_000_000;

  private final List<LiveSplit> splits = new ArrayList<>();
  private final TimeStep step;
  private long eventTime = Long.MIN_VALUE;

  LiveInput(List<SplitHead> heads, TimeStep step) {
    for (SplitHead head : heads) {
      splits.add(new LiveSplit(head));
    }
    this.step = step;
  }

  /**
   * Processes what has arrived, up to {@code records} of each split.
   *
   * @return whether there was any
   */
  boolean process(int records, long nanoTime) {
    boolean any = false;
    for (int i = splits.size() - 1; i >= 0; i--) {
      LiveSplit split = splits.get(i);
      SplitHead head = split.head;
      for (int n = 0; n < records && head.present(); n++) {
        head.forward();
        step.finish();
        split.lastNanos = nanoTime;
        split.active = true;
        any = true;
      }
      if (head.ended()) {
        splits.remove(i);
      }
    }
    if (any) {
      advanceEventTime(nanoTime);
    }
    return any;
  }

  boolean ended() {
    return splits.isEmpty();
  }

  /** The least of the active splits' newest times; never goes back. */
  long eventTime() {
    return eventTime;
  }

  private void advanceEventTime(long nanoTime) {
    long least = Long.MAX_VALUE;
    for (LiveSplit split : splits) {
      split.active &= nanoTime - split.lastNanos < IDLE_NANOS;
      if (split.active) {
        least = Math.min(least, split.head.newest());
      }
    }
    if (least != Long.MAX_VALUE) {
      eventTime = Math.max(eventTime, least);
    }
  }

  private static final class LiveSplit {
    private final SplitHead head;
    private long lastNanos;
    private boolean active;

    LiveSplit(SplitHead head) {
      this.head = head;
    }
  }
}
