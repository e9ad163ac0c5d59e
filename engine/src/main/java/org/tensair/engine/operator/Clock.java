package org.tensair.engine.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The event time of the stages that a worker runs as one chain. Stages are told of it in plan order
 * and only when something is due, so a step of the clock costs a comparison. Worker only.
 */
public final class Clock {

  private final List<TimeDriven> stages = new ArrayList<>();
  private final @Nullable Clock leader;
  private final LongSupplier earliest;
  private long now = Long.MIN_VALUE;
  private long due = Long.MAX_VALUE;
  private @Nullable Clock follower;
  private boolean ending;

  /** A clock that only {@link #advance} moves. */
  public Clock() {
    this(null, () -> Long.MAX_VALUE);
  }

  private Clock(@Nullable Clock leader, LongSupplier earliest) {
    this.leader = leader;
    this.earliest = earliest;
  }

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

  /**
   * Moves on to a watermark; an earlier one than {@link #now} changes nothing.
   *
   * <p>It stops wherever something is due, so that what several stages set free comes in the order
   * of event time, and so that the time told to other workers while there is no room for it is as
   * late as it can be: else two workers might wait for each other.
   */
  public void advance(long watermark) {
    if (watermark <= now) {
      return;
    }
    ending = watermark == Long.MAX_VALUE;
    while (due <= watermark && now < watermark) {
      long at = Math.max(due, now + 1);
      reach(at - 1);
      fire(at);
      reach(at);
    }
    reach(watermark);
  }

  /** Whether the watermark that is moved to is the end of all time. */
  public boolean ending() {
    return ending;
  }

  private void reach(long watermark) {
    if (watermark > now) {
      now = watermark;
      if (follower != null) {
        follower.follow();
      }
    }
  }

  /**
   * A clock for the stages behind one whose results come later than their records. It follows this
   * one, but stays before the earliest result that is still to come.
   *
   * @param earliest time of that result; {@code Long.MAX_VALUE} if there is none
   */
  Clock behind(LongSupplier earliest) {
    Clock behind = new Clock(this, earliest);
    follower = behind;
    return behind;
  }

  /** Moves on as far as the clock before has come and results that are still to come allow. */
  void follow() {
    if (leader != null) {
      long held = earliest.getAsLong();
      advance(held == Long.MAX_VALUE ? leader.now : Math.min(leader.now, held - 1));
    }
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
