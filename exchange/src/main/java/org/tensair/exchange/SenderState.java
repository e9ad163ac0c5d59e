package org.tensair.exchange;

/**
 * What the sender says of itself in every message. Immutable: it owns the arrays it is made with.
 *
 * <p>A replica numbers its messages with content 1, 2, 3…: that is the <em>ordinal</em>, which only
 * orders delivery. Mini-batches have sequence numbers of their own, since a heartbeat uses none.
 */
public final class SenderState {
  private final int origin;
  private final long incarnation;
  private final long ordinal;
  private final Clock clock;
  private final long[] acknowledged;
  private final long[] received;
  private final long eventTime;
  private final long scoreTime;
  private final Phase phase;
  private final long marker;

  /**
   * A sender's state; see the methods of the same names.
   *
   * @param acknowledged by rank
   * @param received by rank
   */
  public SenderState(
      int origin,
      long ordinal,
      Clock clock,
      long[] acknowledged,
      long[] received,
      long eventTime,
      long scoreTime,
      Phase phase,
      long marker) {
    this.origin = origin;
    this.incarnation = clock.incarnation(origin);
    this.ordinal = ordinal;
    this.clock = clock;
    this.acknowledged = acknowledged;
    this.received = received;
    this.eventTime = eventTime;
    this.scoreTime = scoreTime;
    this.phase = phase;
    this.marker = marker;
  }

  /** Rank of the sender. */
  public int origin() {
    return origin;
  }

  /** Which start of the sender this is. */
  public long incarnation() {
    return incarnation;
  }

  /**
   * The number of the message, or for a message without content that of the last one with content
   * before it; 0 before the first.
   */
  public long ordinal() {
    return ordinal;
  }

  /** What the sender's weights contained when it sent. */
  public Clock clock() {
    return clock;
  }

  /**
   * The newest mini-batch of a replica that counts against its bound as arrived at the sender:
   * applied, or received and held back by event time.
   */
  public long acknowledged(int rank) {
    return acknowledged[rank];
  }

  /** The ordinal up to which the sender has received all messages of a replica. */
  public long received(int rank) {
    return received[rank];
  }

  /** The sender's event time, the watermark of its inputs. */
  public long eventTime() {
    return eventTime;
  }

  /** No score with an older newest label follows from the sender. */
  public long scoreTime() {
    return scoreTime;
  }

  /** How far the sender has come. */
  public Phase phase() {
    return phase;
  }

  /**
   * The newest snapshot whose marker the sender has met: what it sent with an older one comes
   * before that cut. 0 before the first.
   */
  public long marker() {
    return marker;
  }
}
