package org.tensair.benchmarks.limit;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.tensair.benchmarks.workload.EngineSystem;
import org.tensair.benchmarks.workload.Trial;
import org.tensair.benchmarks.workload.WindowSums;
import org.tensair.benchmarks.workload.Workload;

/** Equal workers with a queue from each to each; one alone needs none. */
public final class LimitSystem implements EngineSystem {

  @Override
  public void run(Trial trial) {
    int workers = trial.parallelism();
    Edge[][] edges = new Edge[workers][workers];
    for (Edge[] from : edges) {
      Arrays.setAll(from, to -> new Edge());
    }
    HottestOfAll hottest = new HottestOfAll(workers, trial::record);
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    try {
      CompletableFuture.allOf(
              IntStream.range(0, workers)
                  .mapToObj(
                      me -> {
                        Outlet outlet =
                            trial.workload() == Workload.Q5 ? hottest.outlet(me) : each(trial);
                        return CompletableFuture.runAsync(
                            new Worker(me, trial, edges, outlet)::run, threads);
                      })
                  .toArray(CompletableFuture<?>[]::new))
          .join();
    } finally {
      threads.shutdownNow();
    }
  }

  private static Outlet each(Trial trial) {
    return (windowEnd, sums) -> WindowSums.record(trial.workload(), windowEnd, sums, trial::record);
  }
}
