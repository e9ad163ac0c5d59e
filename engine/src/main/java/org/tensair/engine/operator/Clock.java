package org.tensair.engine.operator;

import java.util.ArrayList;
import java.util.List;

/**
 * The event time of the stages that a worker runs as one chain. Stages are told of it in plan order
 * and only when something is due, so a step of the clock costs a comparison. Worker only.
 */
public final class Clock {

  private final List<TimeDriven> stages = new ArrayList<>();
  private long now = Long.MIN_VALUE;
  private long due = Long.MAX_VALUE;

  /** Adds a stage, in plan order. */
  public void add(TimeDriven stage) {
    stages.add(stage);
  }

  /**
   * The watermark reached: every record with this time or an earlier one is late. While stages act
   * on a new watermark it is still the one before, so that what they emit is not late.
   */
  public long now() {
    return now;
  }

  /** Says that something is due at a watermark. */
  public void due(long watermark) {
    due = Math.min(due, watermark);
  }

  /** Moves on to a watermark; an earlier one than {@link #now} changes nothing. */
  public void advance(long watermark) {
    if (watermark <= now) {
      return;
    }
    if (watermark >= due) {
      fire(watermark);
    }
    now = watermark;
  }

  private void fire(long watermark) {
    due = Long.MAX_VALUE;
    long next = Long.MAX_VALUE;
    for (TimeDriven stage : stages) {
      next = Math.min(next, stage.onWatermark(watermark));
    }
    due = next;
  }
}
