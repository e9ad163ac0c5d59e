package org.tensair.exchange;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who counts, as one replica sees it. Its peers are fixed; a peer that was silent for the deadline,
 * or lacks something and made no progress for as long, is suspected and left out of every wait
 * until it is heard of, or makes progress, again.
 */
final class Membership {
  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

  private final int self;
  private final List<Peer> peers;
  private final ExchangeCounters counters;
  private final Duration deadline;

  Membership(int self, int replicas, Duration deadline, ExchangeCounters counters, long now) {
    this.self = self;
    this.deadline = deadline;
    this.counters = counters;
    this.peers =
        IntStream.range(0, replicas)
            .filter(rank -> rank != self)
            .mapToObj(rank -> new Peer(rank, now))
            .toList();
  }

  /** All other replicas, by rank. */
  List<Peer> peers() {
    return peers;
  }

  /** One of the other replicas. */
  Peer peer(int rank) {
    if (rank == self) {
      throw new IllegalStateException("Replica " + self + ": found itself among its peers.");
    }
    return peers.get(rank < self ? rank : rank - 1);
  }

  boolean isLive(int rank) {
    return rank == self || !peer(rank).suspected();
  }

  int liveReplicas() {
    int live = 1;
    for (Peer peer : peers) {
      live += peer.suspected() ? 0 : 1;
    }
    return live;
  }

  /** Whether this replica is the live one of lowest rank. */
  boolean leads() {
    for (int rank = 0; rank < self; rank++) {
      if (isLive(rank)) {
        return false;
      }
    }
    return true;
  }

  /**
   * I listen again after so long. A gap beyond the deadline was a pause of my own, or of the whole
   * process, and says nothing about the peers.
   */
  void listenedAgain(long gap) {
    if (gap > deadline.toNanos()) {
      peers.forEach(peer -> peer.excuse(gap));
    }
  }

  /**
   * Decides anew whether a peer counts.
   *
   * @param owed whether it lacks something of mine
   */
  void reconsider(Peer peer, boolean owed, long now) {
    if (!peer.reconsider(owed, now, deadline.toNanos())) {
      return;
    }
    counters.suspect(peer.suspected());
    if (peer.suspected()) {
      LOG.warn("Replica {} leaves out replica {}: no progress for {}.", self, peer.rank, deadline);
    } else {
      LOG.info("Replica {} counts replica {} again.", self, peer.rank);
    }
  }
}
