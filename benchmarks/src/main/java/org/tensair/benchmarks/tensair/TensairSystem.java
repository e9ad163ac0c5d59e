package org.tensair.benchmarks.tensair;

import org.tensair.api.Pipeline;
import org.tensair.api.RunOptions;
import org.tensair.api.Stream;
import org.tensair.api.Type;
import org.tensair.benchmarks.workload.EngineSystem;
import org.tensair.benchmarks.workload.Generator;
import org.tensair.benchmarks.workload.Nexmark;
import org.tensair.benchmarks.workload.Trial;
import org.tensair.benchmarks.workload.Ysb;
import org.tensair.benchmarks.workload.YsbJson;

/** The embedded engine: a worker for each split, metrics on, no snapshots. */
public final class TensairSystem implements EngineSystem {

  @Override
  public void run(Trial trial) throws InterruptedException {
    Pipeline pipeline = Pipeline.named(trial.workload().id());
    plan(pipeline, trial).to(new RecordingSink());
    pipeline.start(RunOptions.defaults().workers(trial.parallelism())).await();
  }

  private static Stream<Result> plan(Pipeline pipeline, Trial trial) {
    return switch (trial.workload()) {
      case YSB -> TensairYsb.views(ysb(pipeline), trial);
      case YSB_JSON ->
          TensairYsb.viewsOfTexts(read(pipeline, YsbJson::at, YsbJson.Event.class), trial);
      case YSB_STAR -> TensairYsb.ratios(ysb(pipeline), trial);
      case SWA_TUMBLING, SWA_SLIDING -> TensairYsb.all(ysb(pipeline), trial);
      case Q5 -> TensairNexmark.hotItems(nexmark(pipeline), trial);
      case Q8 -> TensairNexmark.newSellers(nexmark(pipeline), trial);
    };
  }

  private static Stream<Ysb.Event> ysb(Pipeline pipeline) {
    return read(pipeline, Ysb::at, Ysb.Event.class);
  }

  private static Stream<Nexmark.Event> nexmark(Pipeline pipeline) {
    return read(pipeline, Nexmark::at, Nexmark.Event.class);
  }

  private static <T> Stream<T> read(Pipeline pipeline, Generator<T> generator, Class<T> type) {
    int splits = Trial.current().parallelism();
    return pipeline.read(new FeedSource<>(generator, Type.of(type), splits));
  }
}
