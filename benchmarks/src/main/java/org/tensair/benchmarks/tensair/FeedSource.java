package org.tensair.benchmarks.tensair;

import org.tensair.api.Source;
import org.tensair.api.SourceReader;
import org.tensair.api.Type;
import org.tensair.benchmarks.workload.EventTime;
import org.tensair.benchmarks.workload.Feed;
import org.tensair.benchmarks.workload.Generator;
import org.tensair.benchmarks.workload.Trial;

/** The trial's feed as a live source that workers read by themselves; it ends with the feed. */
record FeedSource<T>(Generator<T> generator, Type<T> type, int splits) implements Source<T> {

  @Override
  public String name() {
    return "feed";
  }

  @Override
  public boolean bounded() {
    return false;
  }

  @Override
  public boolean blocking() {
    return false;
  }

  @Override
  public SourceReader<T> open(int split) {
    return new Reader<>(generator, Trial.current().feed(), split, splits);
  }

  private static final class Reader<T> implements SourceReader<T> {

    private final Generator<T> generator;
    private final Feed feed;
    private final int split;
    private final int splits;
    private long next;
    private long until;

    Reader(Generator<T> generator, Feed feed, int split, int splits) {
      this.generator = generator;
      this.feed = feed;
      this.split = split;
      this.splits = splits;
      next = split;
    }

    @Override
    public boolean read(Output<T> out, int max) {
      if (next >= until) {
        until = feed.grant(split, next);
        if (until == Feed.OVER) {
          return false;
        }
      }
      long end = Math.min(until, next + (long) max * splits);
      for (; next < end; next += splits) {
        out.emit(generator.at(next), EventTime.of(next));
      }
      return true;
    }

    @Override
    public long position() {
      return (next - split) / splits;
    }

    @Override
    public void close() {}
  }
}
