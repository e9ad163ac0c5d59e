package org.tensair.engine.source;

import org.jspecify.annotations.Nullable;
import org.tensair.engine.operator.SourceOperator;
import org.tensair.engine.queue.Channel;

/** The next record of one split, as the worker sees it. */
final class SplitHead {

  private final Channel<RecordBatch> channel;
  private final SourceOperator operator;
  private @Nullable RecordBatch batch;
  private int position;
  private long newest = Long.MIN_VALUE;

  SplitHead(Split split) {
    this.channel = split.channel();
    this.operator = split.operator();
  }

  /** Whether there is a record now; takes the next batch if the present one is used up. */
  boolean present() {
    if (batch != null) {
      if (position < batch.size()) {
        return true;
      }
      batch.clear();
      channel.recycle(batch);
    }
    batch = channel.take();
    position = 0;
    return batch != null;
  }

  /** Whether there is no record now and there will be none. */
  boolean ended() {
    return batch == null && channel.ended();
  }

  /** Event time of the record; requires {@link #present}. */
  long time() {
    return taken().time(position);
  }

  /** The greatest event time of the records that went through. */
  long newest() {
    return newest;
  }

  /** Sends the record through the graph and moves to the next one; requires {@link #present}. */
  void forward() {
    long time = taken().time(position);
    if (time < newest) {
      operator.countLate();
    } else {
      newest = time;
    }
    operator.accept(taken().record(position++), time);
  }

  private RecordBatch taken() {
    if (batch == null) {
      throw new IllegalStateException("Stage \"" + operator.stage() + "\": no record is present.");
    }
    return batch;
  }
}
