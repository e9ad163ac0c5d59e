package org.tensair.benchmarks.tensair;

import static org.tensair.api.Aggregates.count;

import java.time.Duration;
import org.tensair.api.KeyedStream;
import org.tensair.api.Stream;
import org.tensair.api.Window;
import org.tensair.api.WindowedStream;
import org.tensair.benchmarks.workload.Trial;
import org.tensair.benchmarks.workload.Variant;
import org.tensair.benchmarks.workload.Workload;

/** Counts per key and window: what most of the workloads have in them. */
final class TensairCounts {

  private TensairCounts() {}

  static Stream<Result> perWindow(Stream<Long> keys, Trial trial) {
    return windowed(keys.keyBy(key -> key), trial)
        .aggregate(count(), window -> new Result(window.end(), window.key(), window.value()));
  }

  /** The trial's windows, combined before the shuffle if it says so. */
  static <T, K> WindowedStream<T, K> windowed(KeyedStream<T, K> stream, Trial trial) {
    Workload workload = trial.workload();
    Duration size = Duration.ofMillis(workload.size());
    WindowedStream<T, K> windowed =
        stream.window(Window.sliding(size, Duration.ofMillis(workload.slide())));
    return trial.variant() == Variant.COMBINER ? windowed.combined() : windowed;
  }
}
