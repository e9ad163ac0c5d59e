package org.tensair.benchmarks.flink;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.tensair.benchmarks.workload.EventTime;
import org.tensair.benchmarks.workload.Feed;
import org.tensair.benchmarks.workload.Generator;
import org.tensair.benchmarks.workload.Trial;

/**
 * The trial's feed as a source; every reader takes the split of its own number, so nothing is
 * assigned.
 */
final class FeedSource<T> implements Source<T, NoSplit, Integer> {

  private static final long serialVersionUID = 1;
  private static final int EVENTS_PER_POLL = 64;
  private static final Executor A_MOMENT_LATER =
      CompletableFuture.delayedExecutor(200, TimeUnit.MICROSECONDS, Runnable::run);

  private final Generator<T> generator;

  FeedSource(Generator<T> generator) {
    this.generator = generator;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SplitEnumerator<NoSplit, Integer> createEnumerator(
      SplitEnumeratorContext<NoSplit> context) {
    return new NoSplit.Enumerator();
  }

  @Override
  public SplitEnumerator<NoSplit, Integer> restoreEnumerator(
      SplitEnumeratorContext<NoSplit> context, Integer checkpoint) {
    return new NoSplit.Enumerator();
  }

  @Override
  public SimpleVersionedSerializer<NoSplit> getSplitSerializer() {
    return new NoSplit.Nothing<>(new NoSplit());
  }

  @Override
  public SimpleVersionedSerializer<Integer> getEnumeratorCheckpointSerializer() {
    return new NoSplit.Nothing<>(0);
  }

  @Override
  public SourceReader<T, NoSplit> createReader(SourceReaderContext context) {
    return new Reader<>(
        generator, Trial.current(), context.getIndexOfSubtask(), context.currentParallelism());
  }

  private static final class Reader<T> implements SourceReader<T, NoSplit> {

    private final Generator<T> generator;
    private final Feed feed;
    private final int split;
    private final int splits;
    private long next;
    private long until;

    Reader(Generator<T> generator, Trial trial, int split, int splits) {
      this.generator = generator;
      this.feed = trial.feed();
      this.split = split;
      this.splits = splits;
      next = split;
    }

    /** Several events in one call, so that Flink's loop around it is not what is measured. */
    @Override
    public InputStatus pollNext(ReaderOutput<T> output) {
      if (next >= until) {
        until = feed.grant(split, next);
        if (until == Feed.OVER) {
          return InputStatus.END_OF_INPUT;
        }
        if (next >= until) {
          return InputStatus.NOTHING_AVAILABLE;
        }
      }
      for (int event = 0; event < EVENTS_PER_POLL && next < until; event++) {
        output.collect(generator.at(next), EventTime.of(next));
        next += splits;
      }
      return InputStatus.MORE_AVAILABLE;
    }

    /** Asked after nothing was due only. */
    @Override
    public CompletableFuture<Void> isAvailable() {
      return next < until
          ? CompletableFuture.completedFuture(null)
          : CompletableFuture.runAsync(() -> {}, A_MOMENT_LATER);
    }

    @Override
    public void start() {}

    @Override
    public List<NoSplit> snapshotState(long checkpoint) {
      return List.of();
    }

    @Override
    public void addSplits(List<NoSplit> splits) {}

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public void close() {}
  }
}
