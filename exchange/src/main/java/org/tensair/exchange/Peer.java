package org.tensair.exchange;

/** What a replica knows of one of the others. Times are in nanoseconds of the injected clock. */
final class Peer {
  /** The incarnation of a peer that was not heard of yet. */
  static final long UNKNOWN = 0;

  final int rank;
  final Inbound inbound = new Inbound();

  /** Which start of the peer it is heard from. */
  long incarnation = UNKNOWN;

  /** My newest mini-batch that it acknowledged, and the ordinal up to which it has my messages. */
  long acknowledged = Clock.NOTHING;

  long received;

  /** The same, of its messages, as I last told it. */
  long toldAcknowledged = Clock.NOTHING;

  long toldReceived;

  Phase phase = Phase.RUNNING;

  /** My ordinal up to which it had everything when it last called itself settled; −1 if never. */
  long settledAt = -1;

  /** The newest snapshot's marker it has met, and its event time there. */
  long marker;

  long markerTime;

  long resentAt;
  private long heardAt;
  private long progressedAt;
  private boolean suspected;
  private boolean catchingUp;
  private boolean lost;

  Peer(int rank, long now) {
    this.rank = rank;
    this.heardAt = now;
    this.progressedAt = now;
    this.resentAt = now;
  }

  /**
   * Takes over what a message of the peer says of my own messages. While it lacks a mini-batch,
   * only acknowledging one is progress: that is what the bound waits for.
   */
  void heard(SenderState state, int self, long published, long now) {
    heardAt = now;
    boolean lacksMiniBatch = acknowledged < published;
    long before = lacksMiniBatch ? acknowledged : received;
    acknowledged = Math.max(acknowledged, state.acknowledged(self));
    received = Math.max(received, state.received(self));
    if ((lacksMiniBatch ? acknowledged : received) > before) {
      progressedAt = now;
    }
  }

  /** Something is sent to a peer that lacked nothing: from now on it must make progress. */
  void expectProgress(long now) {
    progressedAt = now;
  }

  /** So long I did not listen. */
  void excuse(long gap) {
    heardAt += gap;
    progressedAt += gap;
  }

  /**
   * Decides anew whether the peer is left out: it was silent for longer than the deadline, or lacks
   * something and has made no progress for as long.
   *
   * @return whether the decision changed
   */
  boolean reconsider(boolean lacksSomething, long now, long deadline) {
    boolean before = suspected;
    suspected =
        lost || now - heardAt > deadline || (lacksSomething && now - progressedAt > deadline);
    catchingUp |= suspected;
    return suspected != before;
  }

  /**
   * Whether the bound must wait for it. One that was suspected is not waited for until it has
   * caught up: else its return would stop the others for longer than the deadline.
   */
  boolean lags(long published, int bound) {
    boolean behind = published - acknowledged > bound;
    catchingUp &= suspected || behind;
    return behind && !catchingUp;
  }

  /** Whether it is suspected, or was and has not caught up yet. */
  boolean leftBehind() {
    return catchingUp;
  }

  /** Gives up on a peer left behind: what it lacks is too much to be kept. */
  void lose() {
    lost = true;
  }

  boolean lost() {
    return lost;
  }

  boolean suspected() {
    return suspected;
  }
}
