package org.tensair.engine.replica;

import org.jspecify.annotations.Nullable;
import org.tensair.engine.queue.Channel;
import org.tensair.learning.EventBatch;
import org.tensair.learning.ReplicaInput;

/** What the worker sends to one replica; used by the replica's thread. */
final class QueuedInput implements ReplicaInput {

  private final Channel<EventBatch> channel;

  QueuedInput(Channel<EventBatch> channel) {
    this.channel = channel;
  }

  @Override
  public @Nullable EventBatch poll() {
    return channel.take();
  }

  @Override
  public void recycle(EventBatch batch) {
    batch.clear();
    channel.recycle(batch);
  }

  @Override
  public boolean ended() {
    return channel.ended();
  }
}
