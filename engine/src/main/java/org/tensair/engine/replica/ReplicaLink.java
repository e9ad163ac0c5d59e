package org.tensair.engine.replica;

import org.jspecify.annotations.Nullable;
import org.tensair.engine.queue.Channel;
import org.tensair.learning.EventBatch;
import org.tensair.learning.Replica;

/** The two queues between the worker and one replica. */
final class ReplicaLink {

  // A replica that wakes up finds its model gone from the caches, so it is woken seldom; and with
  // fewer batches than these, the worker and the replicas too often wait for each other. How far
  // ahead of another one a replica may be is bounded not here, but by the acknowledgements.
  private static final int EVENTS = 512;
  private static final int BATCHES = 8;

  private final Channel<EventBatch> channel;
  private final QueuedOutput output;
  private @Nullable EventBatch batch;
  private long watermark = Long.MIN_VALUE;
  private volatile @Nullable Replica<?, ?> replica;

  ReplicaLink(QueuedOutput output, Runnable wakeWorker) {
    this.output = output;
    this.channel =
        new Channel<>(BATCHES, () -> new EventBatch(EVENTS), wakeWorker, this::wakeReplica);
  }

  QueuedInput input() {
    return new QueuedInput(channel);
  }

  QueuedOutput output() {
    return output;
  }

  /** From now on what is sent wakes the replica; it finds what was sent before by itself. */
  void connect(Replica<?, ?> running) {
    replica = running;
  }

  /** The batch being filled, or null if the replica must give one back first. Worker only. */
  @Nullable EventBatch batch() {
    if (batch == null) {
      batch = channel.empty();
    }
    return batch;
  }

  /** Sends the batch if there is anything new in it, or in the event time. Worker only. */
  void flush(long eventTime) {
    EventBatch sending = batch();
    if (sending != null && (sending.size() > 0 || eventTime > watermark)) {
      watermark = eventTime;
      sending.watermark(eventTime);
      batch = null;
      channel.publish(sending);
    }
  }

  /**
   * Sends what there is with a snapshot's marker behind it; requires a {@link #batch}. Worker only.
   */
  void mark(long eventTime, long snapshot) {
    EventBatch sending = batch();
    if (sending == null) {
      throw new IllegalStateException("Replica link: no batch to mark.");
    }
    watermark = Math.max(watermark, eventTime);
    sending.watermark(watermark);
    sending.marker(snapshot);
    batch = null;
    channel.publish(sending);
  }

  /** Nothing more will be sent. Worker only. */
  void end() {
    channel.end();
  }

  private void wakeReplica() {
    Replica<?, ?> running = replica;
    if (running != null) {
      running.wakeUp();
    }
  }
}
