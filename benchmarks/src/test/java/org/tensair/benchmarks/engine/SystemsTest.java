package org.tensair.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensair.benchmarks.workload.EngineSystem;
import org.tensair.benchmarks.workload.Expected;
import org.tensair.benchmarks.workload.Feed;
import org.tensair.benchmarks.workload.Trial;
import org.tensair.benchmarks.workload.Variant;
import org.tensair.benchmarks.workload.Workload;

/** Every system gives what the plain computation gives. */
class SystemsTest {

  /** One and a fifth windows that tumble. */
  private static final long MANY = 1_212_345;

  private static final long FEW = 200_000;

  @ParameterizedTest
  @EnumSource(Workload.class)
  void byHand(Workload workload) throws Exception {
    for (int parallelism : new int[] {1, 2}) {
      for (Variant variant : List.of(Variant.PLAIN, Variant.COMBINER)) {
        long events = workload == Workload.YSB_JSON ? FEW : MANY;
        agree(SystemName.LIMIT, parallelism, variant, events, workload);
      }
    }
  }

  @Test
  void projection() throws Exception {
    agree(SystemName.LIMIT, 2, Variant.PROJECTION, FEW, Workload.YSB_JSON);
    agree(SystemName.FLINK, 1, Variant.PROJECTION, FEW, Workload.YSB_JSON);
    agree(SystemName.TENSAIR, 2, Variant.PROJECTION, FEW, Workload.YSB_JSON);
  }

  @Test
  void flink() throws Exception {
    agree(SystemName.FLINK, 2, Variant.PLAIN, FEW, Workload.values());
  }

  @Test
  void jet() throws Exception {
    agree(SystemName.JET, 2, Variant.PLAIN, FEW, Workload.values());
  }

  @ParameterizedTest
  @EnumSource(Workload.class)
  void tensair(Workload workload) throws Exception {
    for (int parallelism : new int[] {1, 2}) {
      for (Variant variant : List.of(Variant.PLAIN, Variant.COMBINER)) {
        long events = workload == Workload.YSB_JSON ? FEW : MANY;
        agree(SystemName.TENSAIR, parallelism, variant, events, workload);
      }
    }
  }

  private static void agree(
      SystemName name, int parallelism, Variant variant, long events, Workload... workloads)
      throws Exception {
    try (EngineSystem system = name.start(parallelism)) {
      for (Workload workload : Arrays.asList(workloads)) {
        Feed feed = Feed.bounded(parallelism, events);
        Trial trial = Trial.begin(workload, variant, parallelism, feed);
        system.run(trial);
        assertThat(trial.results().totals())
            .as("%s of %s with %d", workload, name, parallelism)
            .isEqualTo(Expected.of(workload, events));
        assertThat(trial.results().totals().count()).isPositive();
      }
    }
  }
}
