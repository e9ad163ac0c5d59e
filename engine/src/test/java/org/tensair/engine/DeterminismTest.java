package org.tensair.engine;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tensair.api.Lookup.last;
import static org.tensair.api.Lookup.latest;
import static org.tensair.api.On.on;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tensair.api.Aggregates;
import org.tensair.api.Pipeline;
import org.tensair.api.RunOptions;
import org.tensair.api.Stream;

/** A pipeline over several bounded sources gives what a plain loop gives, in every run. */
class DeterminismTest {

  private static final long SEED = 42;

  record Found(Reading left, @Nullable Integer latest, long count) {}

  @Test
  void repeatedRunsGiveTheResultOfAPlainLoop() throws Exception {
    List<Reading> left = readings(1, 30_000, 3);
    List<Reading> table = readings(2, 9_000, 11);
    List<Reading> events = readings(3, 50_000, 2);
    List<Found> expected =
        left.stream()
            .map(reading -> new Found(reading, newest(table, reading), count(events, reading)))
            .toList();

    for (Duration skew : List.of(Duration.ZERO, ofMillis(500), Duration.ofHours(1))) {
      for (int workers = 1; workers <= 3; workers++) {
        RunOptions options = RunOptions.defaults().maxSkew(skew).workers(workers);
        assertThat(byTime(run(left, table, events, options)))
            .as("seed %d, %s", SEED, options)
            .isEqualTo(byTime(expected));
      }
    }
  }

  private static List<Found> run(
      List<Reading> left, List<Reading> table, List<Reading> events, RunOptions options)
      throws Exception {
    Pipeline pipeline = Pipeline.named("repeated");
    CollectingSink<Found> sink = new CollectingSink<>("out");
    Stream<Reading> readings = pipeline.read(ListSource.of("left", left));
    readings
        .lookup(
            pipeline.read(ListSource.of("table", table)),
            on(Reading::key, Reading::key),
            latest(ofMillis(50)),
            (reading, found) -> new Found(reading, found == null ? null : found.value(), 0))
        .lookup(
            pipeline.read(ListSource.of("events", events)),
            on(found -> found.left().key(), Reading::key),
            last(ofMillis(20), Aggregates.count()),
            (found, count) -> new Found(found.left(), found.latest(), count))
        .to(sink);
    pipeline.start(options).await();
    return sink.records();
  }

  /** What happens at one time at several workers has an order of its own, the same every time. */
  private static List<Found> byTime(List<Found> found) {
    List<Found> sorted = new ArrayList<>(found);
    sorted.sort(
        Comparator.comparingLong((Found each) -> each.left().time())
            .thenComparing(each -> each.left().value()));
    return sorted;
  }

  private static @Nullable Integer newest(List<Reading> table, Reading reading) {
    return table.stream()
        .filter(row -> row.key().equals(reading.key()))
        .filter(row -> row.time() <= reading.time() && row.time() > reading.time() - 50)
        // The last of the newest ones.
        .reduce((one, other) -> other.time() >= one.time() ? other : one)
        .map(Reading::value)
        .orElse(null);
  }

  private static long count(List<Reading> events, Reading reading) {
    return events.stream()
        .filter(row -> row.time() <= reading.time() && row.time() > reading.time() - 20)
        .filter(row -> row.key().equals(reading.key()))
        .count();
  }

  private static List<Reading> readings(long stream, int count, int gap) {
    Random random = new Random(SEED + stream);
    List<Reading> readings = new ArrayList<>();
    long time = 0;
    for (int i = 0; i < count / 10; i++) {
      time += random.nextInt(gap);
      readings.add(Reading.of("key " + random.nextInt(7), time, i));
    }
    readings.sort(Comparator.comparingLong(Reading::time));
    return readings;
  }
}
