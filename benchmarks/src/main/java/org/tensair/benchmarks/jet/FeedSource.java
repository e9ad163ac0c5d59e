package org.tensair.benchmarks.jet;

import com.hazelcast.jet.Traverser;
import com.hazelcast.jet.Traversers;
import com.hazelcast.jet.core.AbstractProcessor;
import com.hazelcast.jet.core.EventTimeMapper;
import com.hazelcast.jet.core.EventTimePolicy;
import com.hazelcast.jet.core.ProcessorMetaSupplier;
import com.hazelcast.jet.core.ProcessorSupplier;
import com.hazelcast.jet.pipeline.Sources;
import com.hazelcast.jet.pipeline.StreamSource;
import org.tensair.benchmarks.workload.EventTime;
import org.tensair.benchmarks.workload.Feed;
import org.tensair.benchmarks.workload.Generator;
import org.tensair.benchmarks.workload.Trial;

/** The trial's feed as a source; every processor takes the split of its own number. */
final class FeedSource<T> extends AbstractProcessor {

  private static final int EVENTS_PER_CALL = 1_024;

  private final Generator<T> generator;
  private final EventTimeMapper<? super T> times;
  private final Feed feed = Trial.current().feed();
  private final int splits = Trial.current().parallelism();
  private int split;
  private long next;
  private long until;
  private Traverser<Object> pending = Traversers.empty();

  private FeedSource(Generator<T> generator, EventTimePolicy<? super T> policy) {
    this.generator = generator;
    times = new EventTimeMapper<>(policy);
    times.addPartitions(1);
  }

  static <T> StreamSource<T> of(Generator<T> generator, int splits) {
    return Sources.streamFromProcessorWithWatermarks(
        "feed",
        true,
        policy ->
            ProcessorMetaSupplier.of(
                splits, ProcessorSupplier.of(() -> new FeedSource<T>(generator, policy))));
  }

  @Override
  protected void init(Context context) {
    split = context.globalProcessorIndex();
    next = split;
  }

  /** True after the end of the feed: Jet then closes all windows. */
  @Override
  public boolean complete() {
    if (!emitFromTraverser(pending)) {
      return false;
    }
    if (next >= until) {
      until = feed.grant(split, next);
      if (until == Feed.OVER) {
        return true;
      }
    }
    long now = System.nanoTime();
    for (int event = 0; event < EVENTS_PER_CALL && next < until; event++) {
      pending = times.flatMapEvent(now, generator.at(next), 0, EventTime.of(next));
      next += splits;
      if (!emitFromTraverser(pending)) {
        break;
      }
    }
    return false;
  }
}
