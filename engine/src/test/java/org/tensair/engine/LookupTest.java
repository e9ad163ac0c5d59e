package org.tensair.engine;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tensair.api.Lookup.last;
import static org.tensair.api.Lookup.latest;
import static org.tensair.api.On.on;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tensair.api.Aggregates;
import org.tensair.api.Pipeline;
import org.tensair.api.RunOptions;
import org.tensair.api.Stream;

/** The event-time rules of the two lookups. */
class LookupTest {

  private final Pipeline pipeline = Pipeline.named("lookups");

  @Test
  void findsTheNewestRowTiesIncluded() throws Exception {
    Stream<Reading> left =
        pipeline.read(
            ListSource.of(
                "left", Reading.of("a", 9, 1), Reading.of("a", 10, 2), Reading.of("a", 25, 3)));
    // The tie comes from a source that was added, and so is emitted, after the left one.
    Stream<Reading> right =
        pipeline.read(
            ListSource.of(
                "right",
                Reading.of("a", 10, 100),
                Reading.of("b", 11, 7),
                Reading.of("a", 20, 200)));

    assertThat(latestValues(left, right, 100)).containsExactly(null, 100, 200);
  }

  @Test
  void anAgedRowIsNotFound() throws Exception {
    Stream<Reading> left =
        pipeline.read(ListSource.of("left", Reading.of("a", 14, 1), Reading.of("a", 15, 2)));
    Stream<Reading> right = pipeline.read(ListSource.of("right", Reading.of("a", 10, 100)));

    assertThat(latestValues(left, right, 5)).containsExactly(100, null);
  }

  @Test
  void aLateRowNeverReplacesANewerOne() throws Exception {
    Stream<Reading> left = pipeline.read(ListSource.of("left", Reading.of("a", 30, 1)));
    Stream<Reading> right =
        pipeline.read(ListSource.of("right", Reading.of("a", 20, 200), Reading.of("a", 10, 100)));

    assertThat(latestValues(left, right, 100)).containsExactly(200);
  }

  @Test
  void aRowThatComesThroughOtherStagesIsFoundAtItsTime() throws Exception {
    Stream<Reading> left = pipeline.read(ListSource.of("left", Reading.of("a", 10, 1)));
    Stream<Reading> source = pipeline.read(ListSource.of("right", Reading.of("a", 10, 5)));
    Stream<Reading> table = pipeline.read(ListSource.of("table", Reading.of("a", 10, 70)));
    Stream<Reading> right =
        source.lookup(
            table,
            on(Reading::key, Reading::key),
            latest(ofMillis(100)),
            (reading, found) ->
                Reading.of(reading.key(), reading.time(), found == null ? -1 : found.value()));

    assertThat(latestValues(left, right, 100)).containsExactly(70);
  }

  @Test
  void lookupsInARowFindTheRowsOfTheirInstant() throws Exception {
    Stream<Reading> left = pipeline.read(ListSource.of("left", Reading.of("a", 10, 1)));
    Stream<Reading> first = pipeline.read(ListSource.of("first", Reading.of("a", 10, 20)));
    Stream<Reading> source = pipeline.read(ListSource.of("source", Reading.of("a", 10, 300)));
    Stream<Reading> one = plusLatest(left, first);
    Stream<Reading> two = plusLatest(one, source);
    // Waits too, and is planned between its left and its right input.
    Stream<Reading> between = plusLatest(source, first);

    assertThat(latestValues(two, between, 100)).containsExactly(320);
  }

  @Test
  void aLookupsRecordsThatLookEachOtherUpAllFindTheNewest() throws Exception {
    Stream<Reading> left =
        pipeline.read(ListSource.of("left", Reading.of("a", 10, 1), Reading.of("a", 10, 2)));
    Stream<Reading> right = pipeline.read(ListSource.of("right", Reading.of("a", 10, 20)));
    Stream<Reading> sums = plusLatest(left, right);

    assertThat(latestValues(sums, sums.map(sum -> sum), 100)).containsExactly(22, 22);
  }

  @Test
  void windowsAreOpenAtTheirBeginAndEmptyOnesCountZero() throws Exception {
    Stream<Reading> left =
        pipeline.read(
            ListSource.of(
                "left",
                Reading.of("a", 9, 0),
                Reading.of("a", 10, 0),
                Reading.of("a", 15, 0),
                Reading.of("a", 19, 0),
                Reading.of("a", 20, 0),
                Reading.of("a", 200, 0)));
    Stream<Reading> right =
        pipeline.read(ListSource.of("right", Reading.of("a", 10, 1), Reading.of("a", 15, 2)));
    CollectingSink<Long> sink = new CollectingSink<>("out");
    left.lookup(
            right,
            on(Reading::key, Reading::key),
            last(ofMillis(10), Aggregates.count()),
            (reading, count) -> count)
        .to(sink);

    pipeline.start(RunOptions.defaults()).await();

    assertThat(sink.records()).containsExactly(0L, 1L, 2L, 2L, 1L, 0L);
  }

  @Test
  void severalDurationsGiveTheirResultsInOrder() throws Exception {
    Stream<Reading> left = pipeline.read(ListSource.of("left", Reading.of("a", 30, 0)));
    Stream<Reading> right =
        pipeline.read(
            ListSource.of(
                "right", Reading.of("a", 5, 1), Reading.of("a", 15, 2), Reading.of("a", 30, 4)));
    CollectingSink<String> sink = new CollectingSink<>("out");
    left.lookup(
            right,
            on(Reading::key, Reading::key),
            last(List.of(ofMillis(20), ofMillis(1), ofMillis(100)), Aggregates.sum(Reading::value)),
            (reading, sums) -> String.valueOf(sums))
        .to(sink);

    pipeline.start(RunOptions.defaults()).await();

    assertThat(sink.records()).containsExactly("[6.0, 4.0, 7.0]");
  }

  private static Stream<Reading> plusLatest(Stream<Reading> left, Stream<Reading> right) {
    return left.lookup(
        right,
        on(Reading::key, Reading::key),
        latest(ofMillis(100)),
        (reading, found) ->
            Reading.of(
                reading.key(),
                reading.time(),
                reading.value() + (found == null ? 0 : found.value())));
  }

  private List<@Nullable Integer> latestValues(
      Stream<Reading> left, Stream<Reading> right, long maxAge) throws Exception {
    CollectingSink<Joined> sink = new CollectingSink<>("out");
    left.lookup(right, on(Reading::key, Reading::key), latest(ofMillis(maxAge)), Joined::new)
        .to(sink);
    pipeline.start(RunOptions.defaults()).await();
    return sink.records().stream()
        .<@Nullable Integer>map(joined -> joined.right() == null ? null : joined.right().value())
        .toList();
  }
}
