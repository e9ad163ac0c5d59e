package org.tensair.exchange;

import java.util.Arrays;
import java.util.List;

/** Where a replica stands: its clock, its event time and its phase; what it says of itself. */
final class LocalState {
  private final int rank;
  private final long[] applied;

  /** Shared with clocks given out: replaced, never changed. */
  private long[] incarnations;

  private long eventTime = Long.MIN_VALUE;
  private long scoreTime = Long.MIN_VALUE;
  private long heldBackUpTo = Long.MAX_VALUE;
  private Phase phase = Phase.RUNNING;
  private long marker;

  LocalState(int rank, int replicas, long incarnation) {
    this.rank = rank;
    this.applied = new long[replicas];
    Arrays.fill(applied, Clock.NOTHING);
    this.incarnations = new long[replicas];
    incarnations[rank] = incarnation;
  }

  /** A peer was heard for the first time. */
  void meet(int peer, long incarnation) {
    incarnations = incarnations.clone();
    incarnations[peer] = incarnation;
  }

  int rank() {
    return rank;
  }

  Clock clock() {
    return new Clock(incarnations, applied.clone());
  }

  /** My newest mini-batch. */
  long published() {
    return applied[rank];
  }

  /** I trained one more mini-batch; gives its number. */
  long publish() {
    return ++applied[rank];
  }

  /** A peer's frame is in my weights; gives its staleness. */
  long apply(Frame frame) {
    long staleness = frame.clock().staleness(frame.origin(), applied);
    applied[frame.origin()] = frame.last();
    return staleness;
  }

  void advanceTo(long newEventTime, long newScoreTime) {
    eventTime = Math.max(eventTime, newEventTime);
    scoreTime = Math.max(scoreTime, newScoreTime);
  }

  void acknowledgeHeldBack(long upTo) {
    heldBackUpTo = upTo;
  }

  long eventTime() {
    return eventTime;
  }

  long scoreTime() {
    return scoreTime;
  }

  Phase phase() {
    return phase;
  }

  void become(Phase newPhase) {
    phase = newPhase;
  }

  /** The newest snapshot's marker; 0 before the first. */
  long marker() {
    return marker;
  }

  void meetMarker(long newMarker) {
    marker = newMarker;
  }

  /** The mini-batch up to which a peer may consider me up to date. */
  long acknowledged(Peer peer) {
    return peer.inbound.acknowledged(applied[peer.rank], eventTime, heldBackUpTo);
  }

  /** All of it, for message {@code ordinal}. */
  SenderState toSend(long ordinal, List<Peer> peers) {
    long[] acknowledged = new long[applied.length];
    long[] received = new long[applied.length];
    for (Peer peer : peers) {
      acknowledged[peer.rank] = acknowledged(peer);
      received[peer.rank] = peer.inbound.received();
    }
    return new SenderState(
        rank, ordinal, clock(), acknowledged, received, eventTime, scoreTime, phase, marker);
  }
}
