package org.tensair.exchange;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One replica's part in the cut of a snapshot: a moment at which nothing is in flight between the
 * replicas. Comes after the marker in the replica's input; what it holds goes into the snapshot.
 *
 * <pre>
 *   replica 0   ──frame──marker──────── applies, waits ────────┤snapshot├──frame──►
 *                  ╲        ╲      ╱                                        ╲
 *   replica 1   ────╲────────╲───marker── applies, waits ──┤snapshot├── ...  held until here
 * </pre>
 *
 * <p>From its beginning until it is closed the replica trains, scores and takes no more input, but
 * goes on with {@link Exchange#next} and {@link Exchange#applied}. What a peer sends after its own
 * marker is not delivered before the cut is closed. Once {@code next} has given null and {@link
 * #state} is {@code COMPLETE}, all that any replica sent before its marker is in the weights, or is
 * {@linkplain #heldBack held back} by event time.
 *
 * <p>The cut is complete only if every replica takes part, for each has rows that are nobody
 * else's. If all replicas' cuts of one number are complete, they are consistent with each other.
 * Replica's thread only; never blocks.
 */
public final class Cut implements AutoCloseable {

  /** How far a cut has come. */
  public enum State {
    /** Some peer's marker is missing. */
    WAITING,
    /** Every peer's marker is in, and all that it sent before. */
    COMPLETE,
    /** A peer is left out, or its marker did not come within the deadline. */
    FAILED
  }

  private final long marker;
  private final Membership membership;
  private final LocalState local;
  private final Inbox inbox;
  private final Duration deadline;
  private final ExchangeCounters counters;
  private final long begunAt;

  Cut(
      long marker,
      Membership membership,
      LocalState local,
      Inbox inbox,
      Duration deadline,
      ExchangeCounters counters) {
    this.marker = marker;
    this.membership = membership;
    this.local = local;
    this.inbox = inbox;
    this.deadline = deadline;
    this.counters = counters;
    this.begunAt = inbox.now();
    inbox.openCut(marker);
  }

  /** How far it has come; as of the last call of {@link Exchange#next}. */
  public State state() {
    State state = State.COMPLETE;
    for (Peer peer : membership.peers()) {
      if (peer.marker < marker) {
        boolean late = inbox.now() - begunAt >= deadline.toNanos();
        if (late || peer.suspected()) {
          return State.FAILED;
        }
        state = State.WAITING;
      }
    }
    return state;
  }

  /** What is missing, for people. */
  public String missing() {
    List<String> missing = new ArrayList<>();
    for (Peer peer : membership.peers()) {
      if (peer.marker < marker) {
        missing.add(peer.rank + (peer.suspected() ? " (left out)" : ""));
      }
    }
    return "no marker "
        + marker
        + " from replicas "
        + missing
        + ", required one of every replica within "
        + deadline;
  }

  /**
   * Whether mine are the weights to start from: those of the lowest event time, which no row that
   * is still to come may call the future. True on at least one replica of a complete cut; of
   * several, the one with the lowest event time, then rank, counts.
   */
  public boolean isOldest() {
    for (Peer peer : membership.peers()) {
      // A peer whose marker was lost on the way may be known by a later event time, never an
      // earlier one.
      if (peer.markerTime < local.eventTime()
          || (peer.markerTime == local.eventTime() && peer.rank < local.rank())) {
        return false;
      }
    }
    return true;
  }

  /**
   * What event time keeps from the weights, each peer's in its order. The frames stay the
   * exchange's, which gives them out when their time has come.
   */
  public List<Frame> heldBack() {
    List<Frame> frames = new ArrayList<>();
    membership.peers().forEach(peer -> frames.addAll(peer.inbound.pending()));
    return frames;
  }

  /** Scores that {@link Exchange#nextScore} has not given yet, each replica's in its order. */
  public List<BatchScore> waitingScores() {
    return inbox.scores().waiting();
  }

  /** Verdicts that {@link Exchange#nextVerdict} has not given yet. */
  public List<Verdict> waitingVerdicts() {
    return inbox.verdicts().waiting();
  }

  /** Ends it, complete or not: what peers have sent since their markers is delivered. */
  @Override
  public void close() {
    counters.cut(state() == State.COMPLETE);
    inbox.closeCut();
  }
}
