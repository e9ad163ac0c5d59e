package org.tensair.exchange;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one peer, put back into the order it sent them in, each once; then those which
 * change the model, until they are applied.
 */
final class Inbound {
  private final Map<Long, Frame> early = new HashMap<>();
  private final ArrayDeque<Frame> pending = new ArrayDeque<>();
  private long received;
  private long receivedSequence = Clock.NOTHING;
  private long acknowledged = Clock.NOTHING;

  /** The ordinal up to which everything has arrived. */
  long received() {
    return received;
  }

  /**
   * Takes a message with content.
   *
   * @return false if it had arrived before; the caller keeps its reference
   */
  boolean accept(Frame frame) {
    long ordinal = frame.sender().ordinal();
    return ordinal > received && early.putIfAbsent(ordinal, frame) == null;
  }

  /**
   * The next accepted message in the sender's order, or null while one before it is missing.
   *
   * @param marker of a cut: what was sent after it is kept
   */
  @Nullable Frame nextInOrder(long marker) {
    Long next = received + 1;
    Frame frame = early.get(next);
    if (frame == null || frame.sender().marker() >= marker) {
      return null;
    }
    received = next;
    return early.remove(next);
  }

  /** Keeps a message in order until it is applied. */
  void await(Frame frame) {
    pending.add(frame);
    if (!frame.isHeartbeat()) {
      receivedSequence = frame.last();
    }
  }

  /** The oldest message not yet applied. */
  @Nullable Frame head() {
    return pending.peek();
  }

  /** All messages not yet applied, in order. */
  Collection<Frame> pending() {
    return Collections.unmodifiableCollection(pending);
  }

  /** Forgets the head, which was applied. */
  void applied() {
    pending.remove();
  }

  /**
   * The mini-batch up to which the peer may consider this replica up to date: what is applied, and
   * what only event time keeps back, if it need not be later than {@code heldBackUpTo}.
   */
  long acknowledged(long applied, long eventTime, long heldBackUpTo) {
    Frame head = pending.peek();
    boolean heldBack = head != null && head.notBefore() > eventTime;
    acknowledged = Math.max(acknowledged, heldBack ? heldBack(applied, heldBackUpTo) : applied);
    return acknowledged;
  }

  private long heldBack(long applied, long upTo) {
    if (upTo == Long.MAX_VALUE) {
      return receivedSequence;
    }
    long sequence = applied;
    for (Frame frame : pending) {
      if (frame.notBefore() > upTo) {
        break;
      }
      sequence = frame.isHeartbeat() ? sequence : frame.last();
    }
    return sequence;
  }

  void releaseAll() {
    pending.forEach(Frame::release);
    pending.clear();
    early.values().forEach(Frame::release);
    early.clear();
  }
}
