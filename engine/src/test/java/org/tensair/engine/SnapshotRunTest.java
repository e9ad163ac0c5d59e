package org.tensair.engine;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tensair.api.Lookup.total;
import static org.tensair.api.On.on;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tensair.api.Aggregates;
import org.tensair.api.Execution;
import org.tensair.api.Pipeline;
import org.tensair.api.RunOptions;
import org.tensair.api.SnapshotOptions;
import org.tensair.api.Stream;
import org.tensair.api.Type;
import org.tensair.api.Window;
import org.tensair.api.WindowResult;

/** Runs that are given up and started again from their snapshots. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class SnapshotRunTest {

  private static final long SEED = Long.getLong("seed", 7);

  private final Path directory;
  private final Random random = new Random();

  SnapshotRunTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @RepeatedTest(12)
  void interruptedRunsGiveEachResultOnce(RepetitionInfo round) throws Exception {
    long seed = SEED + round.getCurrentRepetition();
    random.setSeed(seed);
    List<List<Reading>> splits = new ArrayList<>();
    for (int split = 0; split <= random.nextInt(4); split++) {
      splits.add(readings(20_000));
    }
    boolean combined = random.nextBoolean();
    boolean live = random.nextBoolean();
    boolean parallel = random.nextBoolean();
    TransactionalSink<WindowResult<String, Long>> windows =
        new TransactionalSink<>("windows", parallel);
    TransactionalSink<Reading> totals = new TransactionalSink<>("totals", parallel);

    int runs = 0;
    String last = "workers";
    boolean ended = false;
    while (!ended) {
      Pipeline pipeline = pipeline(new PacedSource("in", splits, !live), combined, windows, totals);
      int workers = 1 + random.nextInt(4);
      SnapshotOptions snapshots =
          SnapshotOptions.in(directory)
              .every(ofMillis(random.nextInt(20)))
              .deadline(java.time.Duration.ofSeconds(3))
              .restored();
      RunOptions options = RunOptions.defaults().workers(workers).snapshots(snapshots);
      if (random.nextBoolean()) {
        options = options.scheduling(random.nextLong());
      }
      last += " " + workers + (options.scheduling() != null ? "s" : "");
      try (Execution execution = pipeline.start(options)) {
        ended = execution.await(ofMillis(20 + random.nextInt(200) + 20L * runs++));
        if (!ended && random.nextInt(3) == 0) {
          execution.stop();
          execution.await();
        }
      }
    }

    String what =
        "seed "
            + seed
            + " "
            + last
            + ", "
            + runs
            + " runs, combined "
            + combined
            + ", live "
            + live;
    assertSame(sorted(windows.records()), expectedWindows(splits), what);
    assertThat(totals.records()).as(what).hasSize(splits.size() * splits.get(0).size());
    if (!live) {
      assertSame(sortedTotals(totals.records()), expectedTotals(splits), what);
    }
  }

  @Test
  void aSnapshotIsTakenWhenAskedFor() throws Exception {
    EndlessPipeline endless = new EndlessPipeline();
    RunOptions options =
        RunOptions.defaults()
            .workers(2)
            .snapshots(SnapshotOptions.in(directory).every(java.time.Duration.ofHours(1)));
    try (Execution execution = endless.start(options)) {
      assertThat(execution.snapshot().toCompletableFuture().get(20, TimeUnit.SECONDS)).isEqualTo(1);
      assertThat(execution.snapshot().toCompletableFuture().get(20, TimeUnit.SECONDS)).isEqualTo(2);
      assertThat(execution.metrics()).containsEntry("snapshots", 2.0);
    }
  }

  private static final class EndlessPipeline {
    Execution start(RunOptions options) {
      Pipeline pipeline = Pipeline.named("endless");
      pipeline
          .read(new LiveSource("in", 2))
          .keyBy(Reading::key)
          .window(Window.tumbling(ofMillis(10)))
          .aggregate(Aggregates.count())
          .to(new CollectingSink<>("out"));
      return pipeline.start(options);
    }
  }

  /** Windows, one with a second one after it; and a lookup of a total. */
  private static Pipeline pipeline(
      PacedSource source,
      boolean combined,
      TransactionalSink<WindowResult<String, Long>> windows,
      TransactionalSink<Reading> totals) {
    Pipeline pipeline = Pipeline.named("interrupted");
    Stream<Reading> in = pipeline.read(source);
    var sliding = in.keyBy(Reading::key).window(Window.sliding(ofMillis(50), ofMillis(20)));
    (combined ? sliding.combined() : sliding)
        .aggregate(Aggregates.count())
        .named("counts")
        .as(Type.of(WindowResult.class, Type.of(String.class), Type.of(Long.class)))
        .to(windows);
    in.map(reading -> new Reading(reading.key(), reading.time(), 1))
        .lookup(
            in,
            on(Reading::key, Reading::key),
            total(Aggregates.count()),
            (reading, count) -> Reading.of(reading.key(), reading.time(), count.intValue()))
        .named("totals so far")
        .to(totals);
    return pipeline;
  }

  private List<Reading> readings(int time) {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      readings.add(Reading.of("key " + random.nextInt(50), random.nextInt(time), i));
    }
    readings.sort(Comparator.comparingLong(Reading::time));
    return readings;
  }

  private static List<String> expectedWindows(List<List<Reading>> splits) {
    Map<String, Integer> counts = new TreeMap<>();
    for (List<Reading> split : splits) {
      for (Reading reading : split) {
        for (long end = reading.time() + 1; end <= reading.time() + 50; end++) {
          if ((end - 50) % 20 == 0) {
            counts.merge(reading.key() + " " + (end - 50) + " " + end, 1, Integer::sum);
          }
        }
      }
    }
    return counts.entrySet().stream()
        .map(each -> each.getKey() + " " + each.getValue())
        .sorted()
        .toList();
  }

  private static List<String> sorted(List<WindowResult<String, Long>> results) {
    return results.stream()
        .map(each -> each.key() + " " + each.start() + " " + each.end() + " " + each.value())
        .sorted()
        .toList();
  }

  /** Both lists are sorted; names only what differs. */
  private static void assertSame(List<String> found, List<String> expected, String what) {
    List<String> extra = new ArrayList<>(found);
    List<String> missing = new ArrayList<>();
    int at = 0;
    for (String each : expected) {
      while (at < extra.size() && extra.get(at).compareTo(each) < 0) {
        at++;
      }
      if (at < extra.size() && extra.get(at).equals(each)) {
        extra.remove(at);
      } else {
        missing.add(each);
      }
    }
    assertThat(List.of(missing, extra))
        .as("%s: missing, and too much", what)
        .isEqualTo(List.of(List.of(), List.of()));
  }

  /** For each reading, how many of its key there are up to its time. */
  private static List<String> expectedTotals(List<List<Reading>> splits) {
    Map<String, TreeMap<Long, Integer>> times = new TreeMap<>();
    splits.forEach(
        split ->
            split.forEach(
                each ->
                    times
                        .computeIfAbsent(each.key(), key -> new TreeMap<>())
                        .merge(each.time(), 1, Integer::sum)));
    List<Reading> totals = new ArrayList<>();
    times.forEach(
        (key, ofKey) -> {
          int total = 0;
          for (Map.Entry<Long, Integer> at : ofKey.entrySet()) {
            total += at.getValue();
            for (int i = 0; i < at.getValue(); i++) {
              totals.add(Reading.of(key, at.getKey(), total));
            }
          }
        });
    return sortedTotals(totals);
  }

  private static List<String> sortedTotals(List<Reading> totals) {
    return totals.stream().map(Reading::toString).sorted().toList();
  }
}
