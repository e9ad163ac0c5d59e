package org.tensair.benchmarks.engine;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.tensair.benchmarks.flink.FlinkSystem;
import org.tensair.benchmarks.jet.JetSystem;
import org.tensair.benchmarks.limit.LimitSystem;
import org.tensair.benchmarks.tensair.TensairSystem;
import org.tensair.benchmarks.workload.EngineSystem;
import org.tensair.benchmarks.workload.Variant;
import org.tensair.benchmarks.workload.Workload;

/**
 * The systems, in the order in which they are measured: the one that others are compared with is
 * first.
 */
enum SystemName {
  FLINK("flink"),
  /** For latencies only: Flink with watermarks and partial buffers sent after 1 ms. */
  FLINK_1MS("flink-1ms"),
  JET("jet"),
  LIMIT("limit"),
  TENSAIR("tensair");

  private static final Duration SOON = Duration.ofMillis(1);

  private final String id;

  SystemName(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  EngineSystem start(int parallelism) {
    return switch (this) {
      case FLINK -> new FlinkSystem();
      case FLINK_1MS -> new FlinkSystem(SOON);
      case JET -> new JetSystem(parallelism);
      case LIMIT -> new LimitSystem();
      case TENSAIR -> new TensairSystem();
    };
  }

  /** Flink's DataStream API has no sums before a shuffle; Jet always makes them. */
  boolean offers(Workload workload, Variant variant) {
    return switch (variant) {
      case PLAIN, POLLUTED -> true;
      case COMBINER -> this == LIMIT || this == TENSAIR;
      case PROJECTION -> workload == Workload.YSB_JSON;
    };
  }

  static SystemName of(String id) {
    return Arrays.stream(values())
        .filter(system -> system.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "found the system \""
                        + id
                        + "\", required one of "
                        + Arrays.stream(values())
                            .map(SystemName::id)
                            .collect(Collectors.joining(", "))));
  }
}
