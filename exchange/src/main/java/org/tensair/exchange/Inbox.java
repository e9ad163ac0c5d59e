package org.tensair.exchange;

import java.util.function.LongSupplier;

/**
 * The receiving side of an exchange: takes messages from the transport, puts each peer's in order,
 * and believes what their senders say of themselves. Before it: the transport; after it: the
 * exchange, which gives out what is to be applied.
 */
final class Inbox {
  private static final long NO_CUT = Long.MAX_VALUE;

  private final int self;
  private final Transport transport;
  private final ExchangeOptions options;
  private final LongSupplier nanoTime;
  private final Membership membership;
  private final LocalState local;
  private final Outbox outbox;
  private final ExchangeCounters counters;
  private final ScoreMerge scores;
  private final Verdicts verdicts = new Verdicts();
  private long now;
  private long reconsideredAt;
  private long openCut = NO_CUT;

  Inbox(
      Transport transport,
      ExchangeOptions options,
      LongSupplier nanoTime,
      Membership membership,
      LocalState local,
      Outbox outbox,
      ExchangeCounters counters) {
    this.self = local.rank();
    this.transport = transport;
    this.options = options;
    this.nanoTime = nanoTime;
    this.membership = membership;
    this.local = local;
    this.outbox = outbox;
    this.counters = counters;
    this.scores = new ScoreMerge(transport.replicas(), counters);
    this.now = outbox.spokeAt();
    this.reconsideredAt = now;
  }

  /** When messages were last received. */
  long now() {
    return now;
  }

  ScoreMerge scores() {
    return scores;
  }

  Verdicts verdicts() {
    return verdicts;
  }

  void receiveAll() {
    // The time first: after a pause of my own, what waits in the inbox must count as heard now.
    long present = nanoTime.getAsLong();
    membership.listenedAgain(present - now);
    now = present;
    for (Frame frame = transport.poll(); frame != null; frame = transport.poll()) {
      receive(frame);
    }
    if (now - reconsideredAt >= options.heartbeat().toNanos()) {
      reconsideredAt = now;
      membership.peers().forEach(peer -> membership.reconsider(peer, outbox.owes(peer), now));
    }
  }

  private void receive(Frame frame) {
    SenderState state = frame.sender();
    Peer peer = membership.peer(state.origin());
    if (peer.incarnation == Peer.UNKNOWN) {
      peer.incarnation = state.incarnation();
      local.meet(peer.rank, peer.incarnation);
    }
    if (peer.incarnation != state.incarnation()) {
      counters.discard();
      frame.release();
      return;
    }
    peer.heard(state, self, local.published(), now);
    if (peer.suspected()) {
      membership.reconsider(peer, outbox.owes(peer), now);
    }
    if (!frame.hasContent()) {
      believe(peer, state);
    } else if (peer.inbound.accept(frame)) {
      deliverInOrder(peer);
    } else {
      counters.discard();
      frame.release();
    }
    outbox.forgetWhatAllHave();
    outbox.resend(peer, now);
  }

  /** Takes the messages whose predecessors have all been taken; while a cut is open, up to it. */
  private void deliverInOrder(Peer peer) {
    Frame frame = peer.inbound.nextInOrder(openCut);
    while (frame != null) {
      counters.received(frame, frame.notBefore() > local.eventTime());
      frame.scores().forEach(scores::add);
      if (frame.verdict() != null) {
        verdicts.add(frame.verdict());
      }
      if (frame.changesModel()) {
        peer.inbound.await(frame);
      }
      believe(peer, frame.sender());
      frame = peer.inbound.nextInOrder(openCut);
    }
  }

  /** What a sender says of its future holds only once everything it sent before has arrived. */
  private void believe(Peer peer, SenderState state) {
    if (peer.inbound.received() < state.ordinal()) {
      return;
    }
    scores.promise(peer.rank, state.scoreTime());
    if (state.phase().compareTo(peer.phase) > 0) {
      peer.phase = state.phase();
    }
    if (state.phase() == Phase.SETTLED) {
      peer.settledAt = Math.max(peer.settledAt, state.received(self));
    }
    if (state.marker() > peer.marker) {
      peer.marker = state.marker();
      peer.markerTime = state.eventTime();
    }
  }

  /** From now on, what peers send after their marker {@code marker} waits for {@link #closeCut}. */
  void openCut(long marker) {
    openCut = marker;
  }

  void closeCut() {
    openCut = NO_CUT;
    membership.peers().forEach(this::deliverInOrder);
  }
}
