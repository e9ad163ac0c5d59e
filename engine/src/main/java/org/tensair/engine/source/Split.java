package org.tensair.engine.source;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.tensair.api.ExecutionFailedException;
import org.tensair.api.Source;
import org.tensair.api.SourceReader;
import org.tensair.engine.operator.Reason;
import org.tensair.engine.operator.SourceOperator;
import org.tensair.engine.queue.Channel;

/**
 * One split of a source, as its reader thread sees it: opened, read batch by batch into a channel
 * that the worker empties ({@link SplitHead}), closed.
 */
final class Split {

  /** Batches that circulate; with their capacity this bounds how far a split is read ahead. */
  private static final int BATCHES = 5;

  private final Source<Object> source;
  private final int number;
  private final SourceOperator operator;
  private final Channel<RecordBatch> channel;
  private @Nullable SourceReader<Object> reader;
  private @Nullable RecordBatch empty;
  private long readTo = Long.MIN_VALUE;
  private boolean ended;
  private volatile @Nullable Thread thread;

  Split(Source<Object> source, int number, SourceOperator operator, Runnable wakeWorker) {
    this.source = source;
    this.number = number;
    this.operator = operator;
    this.channel =
        new Channel<>(BATCHES, RecordBatch::new, () -> LockSupport.unpark(thread), wakeWorker);
  }

  Channel<RecordBatch> channel() {
    return channel;
  }

  SourceOperator operator() {
    return operator;
  }

  /** Opens the split; from now on the calling thread is its reader. */
  void open() {
    thread = Thread.currentThread();
    try {
      reader = source.open(number);
    } catch (Throwable failure) {
      throw new ExecutionFailedException(
          operator.stage(), "opening split " + number + ": " + Reason.of(failure), failure);
    }
  }

  /** Whether there is a batch to read into. */
  boolean hasRoom() {
    if (empty == null) {
      empty = channel.empty();
    }
    return empty != null;
  }

  /** The greatest event time read so far. */
  long readTo() {
    return readTo;
  }

  /** Whether the worker may be waiting for this split. */
  boolean starving() {
    return !ended && hasRoom() && !channel.hasBatch();
  }

  boolean ended() {
    return ended;
  }

  /**
   * Reads once and hands on what there was; requires room.
   *
   * @return whether there was a record, or the end
   */
  boolean read() {
    RecordBatch batch = empty;
    SourceReader<Object> open = reader;
    if (batch == null || open == null) {
      throw new IllegalStateException("Split " + number + " of " + source.name() + " is not open.");
    }
    boolean more;
    try {
      more = open.read(batch, RecordBatch.CAPACITY);
    } catch (Throwable failure) {
      publish(batch);
      throw new ExecutionFailedException(
          operator.stage(),
          "reading split "
              + number
              + " after record "
              + open.position()
              + ": "
              + Reason.of(failure),
          failure);
    }
    boolean progress = batch.size() > 0 || !more;
    publish(batch);
    if (!more) {
      end();
    }
    return progress;
  }

  private void publish(RecordBatch batch) {
    if (batch.size() > 0) {
      for (int i = 0; i < batch.size(); i++) {
        readTo = Math.max(readTo, batch.time(i));
      }
      channel.publish(batch);
      empty = null;
    }
  }

  /** Ends the split after what was read, and closes it. */
  void end() {
    if (ended) {
      return;
    }
    ended = true;
    channel.end();
    SourceReader<Object> closing = reader;
    reader = null;
    try {
      if (closing != null) {
        closing.close();
      }
    } catch (Throwable failure) {
      throw new ExecutionFailedException(
          operator.stage(), "closing split " + number + ": " + Reason.of(failure), failure);
    }
  }
}
