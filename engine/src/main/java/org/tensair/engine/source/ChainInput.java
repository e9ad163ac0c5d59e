package org.tensair.engine.source;

import java.util.ArrayList;
import java.util.List;
import org.tensair.engine.operator.Clock;
import org.tensair.engine.operator.TimeStep;

/**
 * All that comes into one chain of stages on one worker: splits of sources, and what workers send.
 * Inputs whose times ascend are merged by event time; others are taken as they arrive. Before it:
 * the heads; after it: the chain's stages. Worker only.
 */
public final class ChainInput {

  private static final int STEPS_AT_ONCE = 256;
  private static final int RECORDS_AT_ONCE = 1_024;

  private final List<Head> heads;
  private final AlignedInput aligned;
  private final LiveInput live;
  private final boolean liveAny;
  private final Clock clock;
  private boolean timeHeld;

  /**
   * @param aligned inputs in event-time order
   * @param live others
   * @param disorder how far behind the others a record of an aligned input may be, in milliseconds
   */
  public ChainInput(
      List<? extends Head> aligned,
      List<? extends Head> live,
      long disorder,
      TimeStep step,
      Clock clock) {
    this.heads = new ArrayList<>(aligned);
    this.heads.addAll(live);
    this.liveAny = !live.isEmpty();
    this.clock = clock;
    // Beside live inputs the aligned ones decide the clock only together with them.
    this.aligned =
        new AlignedInput(aligned, step, disorder, liveAny ? ignored -> {} : this::advance);
    this.live = new LiveInput(live, step);
  }

  /**
   * Processes some of what is here.
   *
   * @return false if there is nothing more to do at once
   */
  public boolean process() {
    boolean more = !aligned.ended() && aligned.process(STEPS_AT_ONCE);
    if (liveAny) {
      more |= live.process(RECORDS_AT_ONCE, System.nanoTime());
      if (!ended()) {
        advance(watermark());
      }
    }
    return more;
  }

  private void advance(long watermark) {
    if (!timeHeld) {
      clock.advance(watermark);
    }
  }

  /** From now on records no longer move the clock. */
  public void holdTime() {
    timeHeld = true;
  }

  /** Whether all records went through and no more will come. */
  public boolean ended() {
    return aligned.ended() && live.ended();
  }

  /** Whether nothing that is here says anything of the time. */
  public boolean idle() {
    return aligned.ended() && !live.ended() && live.idle();
  }

  /** No record with this time or an earlier one will come, but late ones. */
  public long watermark() {
    if (live.ended()) {
      return aligned.watermark();
    }
    return aligned.ended() ? live.watermark() : Math.min(aligned.watermark(), live.watermark());
  }

  /** The greatest time of a record that went through; {@code Long.MIN_VALUE} before the first. */
  public long newest() {
    long newest = Long.MIN_VALUE;
    for (Head head : heads) {
      newest = Math.max(newest, head.newest());
    }
    return newest;
  }

  /** The time that the inputs have come to: only records that are late come behind it. */
  public long eventTime() {
    if (live.ended()) {
      return aligned.eventTime();
    }
    long reached = live.watermark() == Long.MIN_VALUE ? Long.MIN_VALUE : live.watermark() + 1;
    return aligned.ended() ? reached : Math.min(aligned.eventTime(), reached);
  }

  /** The time that aligned inputs have come to: no cut can be made before it. */
  public long reached() {
    return aligned.reached();
  }

  /** Whether a step is under way, whose records have not all come. */
  public boolean inStep() {
    return aligned.inStep();
  }

  /** Begins no aligned step after this time; {@code Long.MAX_VALUE} for any. */
  public void holdAfter(long time) {
    aligned.holdAfter(time);
  }

  /** Whether all aligned steps up to the hold are done. */
  public boolean reachedHold() {
    return aligned.reachedHold();
  }

  /** The watermark once all aligned steps up to {@code time} are done. */
  public long heldWatermark(long time) {
    return aligned.watermarkAt(time);
  }

  /**
   * The snapshot at whose marker all inputs are that have not ended; 0 if some are not, or no step
   * has been completed since. All senders send the same markers, in the same order.
   */
  public long marker() {
    long marker = 0;
    for (Head head : heads) {
      // In this order: whether a record is present decides whether the marker has come.
      boolean present = head.present();
      long each = head.marker();
      if (each != 0 && (marker == 0 || marker == each)) {
        marker = each;
      } else if (each != 0 || present || !head.ended()) {
        return 0;
      }
    }
    return aligned.inStep() ? 0 : marker;
  }

  /**
   * The watermark of inputs that have all come to a marker or their end. It is the same at all
   * workers, since a sender tells the same to all.
   */
  public long agreedWatermark() {
    long least = Long.MAX_VALUE;
    for (Head head : heads) {
      if (!head.idle()) {
        least = Math.min(least, head.watermark());
      }
    }
    return least == Long.MAX_VALUE ? Long.MIN_VALUE : least;
  }

  /** Lets what comes after the marker go. */
  public void pass() {
    heads.forEach(Head::pass);
  }
}
