package org.tensair.exchange;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sending side of an exchange: hands messages to the transport, keeps those with content until
 * every peer has them, and sends them again to a peer that says it lacks them. Before it: the
 * exchange that made the message; after it: the transport.
 *
 * <p>A suspected peer's messages are kept too, so that a short pause loses nothing; when they
 * exceed the option's bytes the peer is given up, since it could only go on with another's weights.
 */
final class Outbox {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final int RESENT_AT_ONCE = 64;

  private final Transport transport;
  private final List<Peer> peers;
  private final ExchangeOptions options;
  private final ExchangeCounters counters;
  private final RetainedFrames retained = new RetainedFrames();
  private long newestSequence = Clock.NOTHING;
  private long spokeAt;

  Outbox(
      Transport transport,
      List<Peer> peers,
      ExchangeOptions options,
      ExchangeCounters counters,
      long now) {
    this.transport = transport;
    this.peers = peers;
    this.options = options;
    this.counters = counters;
    this.spokeAt = now;
  }

  /** The ordinal of the newest message with content. */
  long ordinal() {
    return retained.last();
  }

  /** When a message last went to all peers. */
  long spokeAt() {
    return spokeAt;
  }

  /** Whether a peer lacks a message, or a mini-batch in its acknowledged clock. */
  boolean owes(Peer peer) {
    return peer.received < retained.last() || peer.acknowledged < newestSequence;
  }

  /** Sends a message to all peers. */
  void sendToAll(Frame frame, long now) {
    if (frame.hasContent()) {
      keep(frame, now);
    }
    spokeAt = now;
    for (Peer peer : peers) {
      if (!peer.lost()) {
        sendTo(peer, frame);
      }
    }
  }

  private void keep(Frame frame, long now) {
    for (Peer peer : peers) {
      if (!owes(peer)) {
        peer.expectProgress(now);
      }
    }
    retained.add(frame, now);
    newestSequence = Math.max(newestSequence, frame.last());
    if (retained.bytes() > options.retainedBytes()) {
      giveUpOnLeftBehind();
    }
    forgetWhatAllHave();
  }

  /** Sends a message to one peer. */
  void sendTo(Peer peer, Frame frame) {
    peer.toldAcknowledged = frame.sender().acknowledged(peer.rank);
    peer.toldReceived = frame.sender().received(peer.rank);
    frame.retain();
    counters.sent(frame);
    transport.send(peer.rank, frame);
  }

  /** Sends again what a peer that was just heard of has lacked for long. */
  void resend(Peer peer, long now) {
    long interval = options.retransmit().toNanos();
    long ordinal = Math.max(peer.received + 1, retained.first());
    if (peer.lost() || ordinal > retained.last() || now - peer.resentAt < interval) {
      return;
    }
    long end = Math.min(retained.last(), ordinal + RESENT_AT_ONCE - 1);
    for (; ordinal <= end && now - retained.sentAt(ordinal) >= interval; ordinal++) {
      peer.resentAt = now;
      counters.resend();
      sendTo(peer, retained.get(ordinal));
    }
  }

  /** Drops the messages that every peer has received, those given up left out. */
  void forgetWhatAllHave() {
    long everywhere = retained.last();
    for (Peer peer : peers) {
      if (!peer.lost()) {
        everywhere = Math.min(everywhere, peer.received);
      }
    }
    retained.dropThrough(everywhere);
  }

  private void giveUpOnLeftBehind() {
    for (Peer peer : peers) {
      if (peer.leftBehind() && !peer.lost() && peer.received < retained.first()) {
        peer.lose();
        LOG.warn(
            "Replica {} is lost: it fell behind and lacks more than the {} bytes kept for it; its"
                + " weights will differ until it starts anew.",
            peer.rank,
            options.retainedBytes());
      }
    }
  }

  /** Forgets and releases everything. */
  void close() {
    retained.dropThrough(retained.last());
  }
}
