package org.tensair.engine.source;

import org.jspecify.annotations.Nullable;
import org.tensair.engine.queue.Channel;

/** A split that a reader thread reads; see {@link SourceThread}. */
final class QueuedHead extends SplitHead {

  private final Channel<RecordBatch> channel;

  QueuedHead(Split split, long disorder) {
    super(split.id(), split.operator(), disorder, split.position());
    this.channel = split.channel();
  }

  @Override
  @Nullable RecordBatch nextBatch(@Nullable RecordBatch used) {
    if (used != null) {
      used.clear();
      channel.recycle(used);
    }
    return channel.take();
  }

  @Override
  public boolean ended() {
    return between() && channel.ended();
  }
}
