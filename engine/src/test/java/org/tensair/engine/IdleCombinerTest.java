package org.tensair.engine;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tensair.api.Aggregates;
import org.tensair.api.Pipeline;
import org.tensair.api.RunOptions;
import org.tensair.api.Type;
import org.tensair.api.Window;
import org.tensair.api.WindowResult;

/** What a worker has aggregated is not forgotten when its source rests. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class IdleCombinerTest {

  @Test
  void windowsHaveTheRecordsOfAWorkerThatRests() throws Exception {
    List<Reading> all = new ArrayList<>();
    List<Reading> few = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      all.add(Reading.of("a", i, 1));
    }
    for (int i = 0; i < 100; i++) {
      few.add(Reading.of("a", i / 20, 1));
    }
    Pipeline pipeline = Pipeline.named("resting");
    CollectingSink<WindowResult<String, Long>> sink = new CollectingSink<>("out");
    pipeline
        .read(new RestingSource(List.of(all, few), new CountDownLatch(1)))
        .keyBy(Reading::key)
        .window(Window.tumbling(ofSeconds(1)))
        .combined()
        .aggregate(Aggregates.count())
        .as(Type.of(WindowResult.class, Type.of(String.class), Type.of(Long.class)))
        .to(sink);
    pipeline.start(RunOptions.defaults().workers(2)).await();

    Map<Long, Long> counts = new TreeMap<>();
    sink.records().forEach(each -> counts.merge(each.start(), each.value(), Long::sum));
    assertThat(counts).isEqualTo(Map.of(0L, 1_100L, 1_000L, 1_000L, 2_000L, 1_000L));
  }
}
