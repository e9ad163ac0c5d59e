package org.tensair.engine.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.tensair.api.ExecutionFailedException;
import org.tensair.api.Source;
import org.tensair.engine.operator.SourceOperator;
import org.tensair.engine.operator.TimeStep;

/**
 * All sources of a run. Before it: the sources' readers, in threads of their own; after it: the
 * graph, on the worker.
 */
public final class Sources {

  private static final int STEPS_AT_ONCE = 256;
  private static final int RECORDS_AT_ONCE = 256;

  private final List<List<Split>> threads;
  private final boolean bounded;
  private final AlignedInput aligned;
  private final LiveInput live;

  /**
   * @param sources by the operator that takes their records
   * @param step the worker's
   * @param wakeWorker unparks the worker
   */
  public Sources(Map<SourceOperator, Source<Object>> sources, TimeStep step, Runnable wakeWorker) {
    List<Split> boundedSplits = new ArrayList<>();
    List<Split> liveSplits = new ArrayList<>();
    threads = new ArrayList<>();
    sources.forEach(
        (operator, source) -> {
          List<Split> splits = new ArrayList<>();
          for (int i = 0; i < source.splits(); i++) {
            splits.add(new Split(source, i, operator, wakeWorker));
          }
          if (source.bounded()) {
            boundedSplits.addAll(splits);
          } else {
            liveSplits.addAll(splits);
            threads.add(splits);
          }
        });
    bounded = liveSplits.isEmpty();
    if (!boundedSplits.isEmpty()) {
      threads.add(0, boundedSplits);
    }
    aligned = new AlignedInput(boundedSplits.stream().map(SplitHead::new).toList(), step);
    live = new LiveInput(liveSplits.stream().map(SplitHead::new).toList(), step);
  }

  /** Whether all sources end. */
  public boolean bounded() {
    return bounded;
  }

  /**
   * The readers; each needs a thread.
   *
   * @param maxSkew of bounded splits, milliseconds
   * @param stopped whether to stop reading
   * @param failed is told, by the reader's thread, why reading failed
   */
  public List<Runnable> readers(
      long maxSkew, BooleanSupplier stopped, Consumer<ExecutionFailedException> failed) {
    List<Runnable> readers = new ArrayList<>();
    for (List<Split> splits : threads) {
      boolean ends = !aligned.ended() && splits == threads.get(0);
      readers.add(new SourceThread(splits, ends, maxSkew, stopped, failed));
    }
    return readers;
  }

  /**
   * Processes some of the records that were read. Worker only.
   *
   * @return false if there is nothing more to do at once
   */
  public boolean process() {
    boolean more = aligned.process(STEPS_AT_ONCE);
    if (!bounded) {
      more |= live.process(RECORDS_AT_ONCE, System.nanoTime());
    }
    return more;
  }

  /** Whether all records went through and no more will come. Worker only. */
  public boolean ended() {
    return aligned.ended() && live.ended();
  }

  /**
   * The event time reached, in milliseconds since the epoch: only late records come behind it;
   * {@code Long.MIN_VALUE} before the first record. Worker only.
   */
  public long eventTime() {
    if (live.ended()) {
      return aligned.eventTime();
    }
    return aligned.ended() ? live.eventTime() : Math.min(aligned.eventTime(), live.eventTime());
  }
}
