package org.tensair.exchange;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message between replicas: gradients of a range of the sender's mini-batches, or a heartbeat,
 * which has an empty range and no payload. In process the same object goes to all peers.
 *
 * <p>A message travels with one reference to its payload for each receiver; who drops it on the way
 * must {@link #release} it.
 *
 * @param sender what the sender says of itself
 * @param first sequence number of the first mini-batch; 0 in a heartbeat
 * @param last sequence number of the last mini-batch; −1 in a heartbeat
 * @param factor already in the payload's effect at the sender; every receiver uses the same
 * @param newestLabelTime event time of the newest label in the payload; {@link Long#MIN_VALUE} if
 *     there is none
 * @param payload what to apply; null in a heartbeat
 * @param statistics all that the sender's scalers have learnt, mergeable; owned by the frame
 * @param scores of mini-batches scored by the sender since its previous message
 * @param verdict announced by the sender
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Frames are never compared, and their array is not copied.
public record Frame(
    SenderState sender,
    long first,
    long last,
    float factor,
    long newestLabelTime,
    @Nullable Payload payload,
    double @Nullable [] statistics,
    List<BatchScore> scores,
    @Nullable Verdict verdict) {

  /**
   * The one gate against what would spoil every replica's weights.
   *
   * @throws IllegalArgumentException if a number in it is not finite
   */
  static void requireFinite(
      @Nullable Payload payload, float factor, double @Nullable [] statistics) {
    if (payload != null && !payload.finite()) {
      throw new IllegalArgumentException(
          "Frame: found a gradient that is not finite, required finite numbers; drop the mini-batch"
              + " and count it.");
    }
    if (!Float.isFinite(factor)) {
      throw new IllegalArgumentException(
          "Frame: found factor " + factor + ", required a finite number.");
    }
    if (statistics != null && !finite(statistics)) {
      throw new IllegalArgumentException(
          "Frame: found statistics " + Arrays.toString(statistics) + ", required finite numbers.");
    }
  }

  /** A loop: a stream costs more to set up than these few numbers to look at. */
  private static boolean finite(double[] numbers) {
    for (double number : numbers) {
      if (!Double.isFinite(number)) {
        return false;
      }
    }
    return true;
  }

  /** Rank of the replica that trained the mini-batches. */
  public int origin() {
    return sender.origin();
  }

  /** Which start of the origin this is. */
  public long incarnation() {
    return sender.incarnation();
  }

  /** The origin's clock when it sent. */
  public Clock clock() {
    return sender.clock();
  }

  /** The origin's event time when it sent. */
  public long eventTime() {
    return sender.eventTime();
  }

  /** How many mini-batches the payload covers; 0 in a heartbeat. */
  public long miniBatches() {
    return last - first + 1;
  }

  /** Whether it covers no mini-batch. */
  public boolean isHeartbeat() {
    return last < first;
  }

  /**
   * The event time which a receiver must have reached to apply it: that of the newest label, and
   * with statistics the sender's own, since they count all rows the sender has seen.
   */
  public long notBefore() {
    return statistics == null ? newestLabelTime : Math.max(newestLabelTime, sender.eventTime());
  }

  /** Whether it must arrive exactly once and in order; a bare heartbeat may be lost. */
  boolean hasContent() {
    return changesModel() || !scores.isEmpty() || verdict != null;
  }

  /** Whether the replica has something to apply. */
  boolean changesModel() {
    return payload != null || statistics != null;
  }

  /** Bytes of its payload. */
  public long bytes() {
    return payload == null ? 0 : payload.bytes();
  }

  /** Adds a reference to the payload, if there is one. */
  public void retain() {
    if (payload != null) {
      payload.retain();
    }
  }

  /** Gives back a reference to the payload, if there is one. */
  public void release() {
    if (payload != null) {
      payload.release();
    }
  }
}
