package org.tensair.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensair.api.Execution;
import org.tensair.api.MetricNames;
import org.tensair.api.Pipeline;
import org.tensair.api.RunOptions;
import org.tensair.api.Stream;
import org.tensair.api.Type;

class StatelessStagesTest {

  @Test
  void mapFilterAndFlatMapKeepOrderAndEventTimes() throws Exception {
    Pipeline pipeline = Pipeline.named("chain");
    CollectingSink<String> sink = new CollectingSink<>("out");
    pipeline
        .read(
            ListSource.of(
                "in", Reading.of("a", 1, 1), Reading.of("b", 2, 2), Reading.of("c", 3, 3)))
        .filter(reading -> reading.value() != 2)
        .map(Reading::key)
        .<String>flatMap(
            (key, out) -> {
              out.accept(key);
              out.accept(key + key);
            })
        .as(Type.of(String.class))
        .to(sink);

    pipeline.start(RunOptions.defaults()).await();

    assertThat(sink.records()).containsExactly("a", "aa", "c", "cc");
    assertThat(sink.times()).containsExactly(1L, 1L, 3L, 3L);
    assertThat(sink.flushed()).isTrue();
    assertThat(sink.closed()).isTrue();
  }

  @Test
  void mergesSourcesAndSplitsByEventTimeWhateverTheBatchesAre() throws Exception {
    Pipeline pipeline = Pipeline.named("merge");
    List<Reading> even = new ArrayList<>();
    List<Reading> odd = new ArrayList<>();
    List<Reading> sparse = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      (i % 2 == 0 ? even : odd).add(Reading.of("dense", i, i));
      if (i % 1_000 == 0) {
        sparse.add(Reading.of("sparse", i, i));
      }
    }
    CollectingSink<Reading> sink = new CollectingSink<>("out");
    Stream<Reading> dense = pipeline.read(new ListSource("dense", List.of(even, odd)));
    dense.merge(pipeline.read(ListSource.of("sparse", sparse))).to(sink);

    pipeline.start(RunOptions.defaults()).await();

    assertThat(sink.records()).hasSize(20_020);
    assertThat(sink.times()).isSorted();
  }

  @Test
  void countsRecordsAndLateOnes() throws Exception {
    Pipeline pipeline = Pipeline.named("late");
    CollectingSink<Reading> sink = new CollectingSink<>("out");
    pipeline
        .read(
            ListSource.of(
                "in", Reading.of("a", 10, 1), Reading.of("a", 5, 2), Reading.of("a", 11, 3)))
        .filter(reading -> reading.value() > 1)
        .named("kept")
        .to(sink);

    Execution execution = pipeline.start(RunOptions.defaults());
    execution.await();

    assertThat(sink.times()).containsExactly(5L, 11L);
    Map<String, Double> metrics = execution.metrics();
    assertThat(metrics)
        .containsEntry(MetricNames.of(MetricNames.RECORDS_OUT, "in"), 3.0)
        .containsEntry(MetricNames.of(MetricNames.RECORDS_LATE, "in"), 1.0)
        .containsEntry(MetricNames.of(MetricNames.RECORDS_IN, "kept"), 3.0)
        .containsEntry(MetricNames.of(MetricNames.RECORDS_OUT, "kept"), 2.0)
        .containsEntry(MetricNames.of(MetricNames.RECORDS_IN, "out"), 2.0)
        .containsEntry(MetricNames.EVENT_TIME, 11.0);
  }

  @Test
  void countsNothingWhenMetricsAreOff() throws Exception {
    Pipeline pipeline = Pipeline.named("quiet");
    pipeline.read(ListSource.of("in", Reading.of("a", 1, 1))).to(new CollectingSink<>("out"));

    Execution execution = pipeline.start(RunOptions.defaults().metrics(false));
    execution.await();

    assertThat(execution.metrics()).containsOnlyKeys(MetricNames.EVENT_TIME);
  }

  @Test
  void aStreamMayGoToSeveralPlaces() throws Exception {
    Pipeline pipeline = Pipeline.named("fan-out");
    CollectingSink<Reading> all = new CollectingSink<>("all");
    CollectingSink<Integer> values = new CollectingSink<>("values");
    Stream<Reading> readings =
        pipeline.read(ListSource.of("in", Reading.of("a", 1, 7), Reading.of("b", 2, 8)));
    readings.to(all);
    readings.map(Reading::value).to(values);

    pipeline.start(RunOptions.defaults()).await();

    assertThat(all.records()).hasSize(2);
    assertThat(values.records()).containsExactly(7, 8);
  }
}
