package org.tensair.engine.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.tensair.api.ExecutionFailedException;
import org.tensair.api.Source;
import org.tensair.engine.operator.SourceOperator;

/** One worker's share of the sources' splits, and the threads that read them. */
public final class Readers {

  private final Runnable wakeWorker;
  private final BooleanSupplier stopped;
  private final boolean polled;
  private final List<SplitHead> heads = new ArrayList<>();
  private final List<Split> polledSplits = new ArrayList<>();
  private final List<SplitHead> aligned = new ArrayList<>();
  private final List<SplitHead> live = new ArrayList<>();
  private final List<Split> bounded = new ArrayList<>();
  private final List<List<Split>> unbounded = new ArrayList<>();
  private long disorder;

  /**
   * @param wakeWorker unparks the worker
   * @param stopped whether to stop reading
   * @param polled whether the worker reads all splits by itself
   */
  public Readers(Runnable wakeWorker, BooleanSupplier stopped, boolean polled) {
    this.wakeWorker = wakeWorker;
    this.stopped = stopped;
    this.polled = polled;
  }

  /**
   * Adds a source.
   *
   * @param positions by split, this worker's only: records to leave out
   */
  public void add(Source<Object> source, SourceOperator operator, Map<Integer, Long> positions) {
    List<Split> read = new ArrayList<>();
    positions.forEach(
        (number, position) -> {
          SplitId id = new SplitId(operator.stage(), number);
          Split split = new Split(source, id, position, operator, wakeWorker);
          long millis = source.disorder().toMillis();
          SplitHead head;
          if (polled || !source.blocking()) {
            head = new PolledHead(split, millis, stopped);
            polledSplits.add(split);
          } else {
            head = new QueuedHead(split, millis);
            read.add(split);
          }
          heads.add(head);
          (source.bounded() ? aligned : live).add(head);
        });
    if (source.bounded()) {
      disorder = Math.max(disorder, source.disorder().toMillis());
      bounded.addAll(read);
    } else if (!read.isEmpty()) {
      unbounded.add(read);
    }
  }

  /** The bounded splits. */
  public List<? extends Head> aligned() {
    return aligned;
  }

  /** The others. */
  public List<? extends Head> live() {
    return live;
  }

  /** The greatest disorder of the bounded sources, in milliseconds. */
  public long disorder() {
    return disorder;
  }

  /**
   * The readers; each needs a thread.
   *
   * @param skew of the bounded splits of all workers
   * @param failed is told, by the reader's thread, why reading failed
   */
  public List<Runnable> threads(Skew skew, Consumer<ExecutionFailedException> failed) {
    List<Runnable> readers = new ArrayList<>();
    if (!bounded.isEmpty()) {
      readers.add(new SourceThread(bounded, skew, stopped, failed));
    }
    for (List<Split> splits : unbounded) {
      readers.add(new SourceThread(splits, null, stopped, failed));
    }
    return readers;
  }

  /** Closes the splits that the worker reads by itself, when it no longer does. */
  public void close(Consumer<ExecutionFailedException> failed) {
    for (Split split : polledSplits) {
      try {
        split.end();
      } catch (ExecutionFailedException failure) {
        failed.accept(failure);
      }
    }
  }

  /** How many records of each split went through. Worker only. */
  public Map<SplitId, Long> positions() {
    Map<SplitId, Long> positions = new LinkedHashMap<>();
    for (SplitHead head : heads) {
      positions.put(head.id(), head.position());
    }
    return positions;
  }
}
