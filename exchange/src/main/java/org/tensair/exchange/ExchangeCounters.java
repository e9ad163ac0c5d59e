package org.tensair.exchange;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What the exchange of one replica has done. Written by the replica's thread, read by any thread.
 */
public final class ExchangeCounters {
  private final AtomicLong framesSent = new AtomicLong();
  private final AtomicLong framesReceived = new AtomicLong();
  private final AtomicLong framesApplied = new AtomicLong();
  private final AtomicLong heartbeatsSent = new AtomicLong();
  private final AtomicLong bytesSent = new AtomicLong();
  private final AtomicLong bytesReceived = new AtomicLong();
  private final AtomicLong heldBack = new AtomicLong();
  private final AtomicLong waits = new AtomicLong();
  private final AtomicLong waitNanos = new AtomicLong();
  private final AtomicLong discarded = new AtomicLong();
  private final AtomicLong resent = new AtomicLong();
  private final AtomicLong lateScores = new AtomicLong();
  private final AtomicLong suspicions = new AtomicLong();
  private final AtomicLong suspected = new AtomicLong();
  private final AtomicLong cutsCompleted = new AtomicLong();
  private final AtomicLong cutsFailed = new AtomicLong();
  private final StalenessCounter staleness = new StalenessCounter();

  void sent(Frame frame) {
    add(frame.isHeartbeat() ? heartbeatsSent : framesSent, 1);
    add(bytesSent, frame.bytes());
  }

  void received(Frame frame, boolean held) {
    if (!frame.isHeartbeat()) {
      add(framesReceived, 1);
      add(bytesReceived, frame.bytes());
    }
    add(heldBack, held ? 1 : 0);
  }

  void applied(long frameStaleness) {
    add(framesApplied, 1);
    staleness.add(frameStaleness);
  }

  void waitBegan() {
    add(waits, 1);
  }

  void waited(long nanos) {
    add(waitNanos, nanos);
  }

  void discard() {
    add(discarded, 1);
  }

  void resend() {
    add(resent, 1);
  }

  void lateScore() {
    add(lateScores, 1);
  }

  void suspect(boolean nowSuspected) {
    add(suspicions, nowSuspected ? 1 : 0);
    add(suspected, nowSuspected ? 1 : -1);
  }

  void cut(boolean complete) {
    add(complete ? cutsCompleted : cutsFailed, 1);
  }

  /** Adds without a locked instruction: there is one writer. */
  private static void add(AtomicLong counter, long amount) {
    counter.setRelease(counter.getPlain() + amount);
  }

  /** Frames with mini-batches sent, counted once for each peer. */
  public long framesSent() {
    return framesSent.get();
  }

  /** Frames with mini-batches received, repetitions left out. */
  public long framesReceived() {
    return framesReceived.get();
  }

  /** Peers' frames with mini-batches applied. */
  public long framesApplied() {
    return framesApplied.get();
  }

  /** Heartbeats sent, acknowledgements included, counted once for each peer. */
  public long heartbeatsSent() {
    return heartbeatsSent.get();
  }

  /** Payload bytes sent, counted once for each peer. */
  public long bytesSent() {
    return bytesSent.get();
  }

  /** Payload bytes received, repetitions left out. */
  public long bytesReceived() {
    return bytesReceived.get();
  }

  /** Messages that arrived before this replica's event time allowed them. */
  public long heldBack() {
    return heldBack.get();
  }

  /** How often the bound made this replica wait for its peers. */
  public long waits() {
    return waits.get();
  }

  /** Nanoseconds spent in those waits. */
  public long waitNanos() {
    return waitNanos.get();
  }

  /** Messages dropped on arrival: repetitions, and those of another start of their sender. */
  public long discarded() {
    return discarded.get();
  }

  /** Messages sent again because a peer lacked them. */
  public long resent() {
    return resent.get();
  }

  /** Scores that came after a later one had been passed on. */
  public long lateScores() {
    return lateScores.get();
  }

  /** How often a peer was suspected. */
  public long suspicions() {
    return suspicions.get();
  }

  /** Peers left out now. */
  public long suspected() {
    return suspected.get();
  }

  /** Cuts of snapshots in which every replica took part. */
  public long cutsCompleted() {
    return cutsCompleted.get();
  }

  /** Cuts of snapshots that a peer missed. */
  public long cutsFailed() {
    return cutsFailed.get();
  }

  /** Staleness of the frames applied. */
  public StalenessCounter staleness() {
    return staleness;
  }
}
