package org.tensair.engine.source;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensair.api.BadRecordException;
import org.tensair.api.DeadLetter;
import org.tensair.api.ExecutionFailedException;
import org.tensair.api.Source;
import org.tensair.api.SourceReader;
import org.tensair.engine.operator.Reason;
import org.tensair.engine.operator.SourceOperator;
import org.tensair.engine.queue.Channel;

/**
 * One split of a source, as the thread that reads it sees it: opened, read batch by batch, closed.
 * That is a reader thread, which hands the batches to the worker through a channel ({@link
 * QueuedHead}), or the worker itself ({@link PolledHead}).
 */
final class Split {

  /** Batches that circulate; with their capacity this bounds how far a split is read ahead. */
  private static final int BATCHES = 5;

  private static final int SHOWN_CHARACTERS = 1_000;
  private static final Logger LOG = LoggerFactory.getLogger(Split.class);

  private final Source<Object> source;
  private final SplitId id;
  private final long position;
  private final SourceOperator operator;
  private final Channel<RecordBatch> channel;
  private @Nullable SourceReader<Object> reader;
  private @Nullable RecordBatch empty;
  private long readTo = Long.MIN_VALUE;
  private boolean ended;
  private boolean warned;
  private volatile @Nullable Thread thread;

  /**
   * @param position records to leave out, which runs before have read
   */
  Split(
      Source<Object> source,
      SplitId id,
      long position,
      SourceOperator operator,
      Runnable wakeWorker) {
    this.source = source;
    this.id = id;
    this.position = position;
    this.operator = operator;
    this.channel =
        new Channel<>(BATCHES, RecordBatch::new, () -> LockSupport.unpark(thread), wakeWorker);
  }

  SplitId id() {
    return id;
  }

  long position() {
    return position;
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
      reader = position == 0 ? source.open(id.split()) : source.open(id.split(), position);
    } catch (Throwable failure) {
      throw new ExecutionFailedException(
          operator.stage(), "opening split " + id.split() + ": " + Reason.of(failure), failure);
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
    if (batch == null) {
      throw new IllegalStateException(
          "Split " + id.split() + " of " + source.name() + " has no room.");
    }
    boolean more;
    try {
      more = fill(batch);
    } catch (ExecutionFailedException failure) {
      publish(batch);
      throw failure;
    }
    boolean progress = batch.size() > 0 || !more;
    publish(batch);
    if (!more) {
      end();
    }
    return progress;
  }

  /** Reads once; the end ends the split. */
  void readInto(Records records) {
    if (!fill(records)) {
      end();
    }
  }

  private boolean fill(Records records) {
    SourceReader<Object> open = reader;
    if (open == null) {
      throw new IllegalStateException(
          "Split " + id.split() + " of " + source.name() + " is not open.");
    }
    long before = open.position();
    try {
      boolean more = open.read(records, records.capacity());
      records.check();
      return more;
    } catch (BadRecordException bad) {
      records.check();
      if (operator.stopsAtBadRecords() || open.position() <= before + records.size()) {
        throw failed(open, bad);
      }
      long newest = Math.max(readTo, records.newest());
      records.deadLetter(deadLetter(open, bad), newest == Long.MIN_VALUE ? 0 : newest);
      return true;
    } catch (Throwable failure) {
      records.check();
      throw failed(open, failure);
    }
  }

  private DeadLetter deadLetter(SourceReader<Object> open, BadRecordException bad) {
    String record = bad.record();
    if (!warned) {
      warned = true;
      LOG.warn(
          "Stage \"{}\": a record cannot be read and goes to the dead letters, as will others: {}",
          operator.stage(),
          bad.getMessage());
    }
    return new DeadLetter(
        source.name(),
        id.split(),
        open.position() - 1,
        record.length() <= SHOWN_CHARACTERS ? record : record.substring(0, SHOWN_CHARACTERS) + "…",
        String.valueOf(bad.getMessage()));
  }

  private ExecutionFailedException failed(SourceReader<Object> open, Throwable failure) {
    return new ExecutionFailedException(
        operator.stage(),
        "reading split "
            + id.split()
            + " after record "
            + open.position()
            + ": "
            + Reason.of(failure),
        failure);
  }

  private void publish(RecordBatch batch) {
    if (batch.size() > 0) {
      readTo = Math.max(readTo, batch.newest());
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
          operator.stage(), "closing split " + id.split() + ": " + Reason.of(failure), failure);
    }
  }
}
