package org.tensair.testkit;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.tensair.api.Aggregate;
import org.tensair.api.Aggregates;
import org.tensair.api.Execution;
import org.tensair.api.Pipeline;
import org.tensair.api.RunOptions;
import org.tensair.api.Stream;
import org.tensair.api.Type;
import org.tensair.api.Window;
import org.tensair.api.WindowResult;
import org.tensair.api.WindowedStream;
import org.tensair.testkit.Collected.At;

/** The streams of {@link RuntimeContract}, and how its pipelines are run. */
abstract class ContractPipelines {

  static final Duration LONGEST = ofSeconds(60);
  static final int MANY = 20_000;
  static final Type<String> STRING = Type.of(String.class);

  static final List<List<Event>> SPLITS =
      List.of(
          List.of(event("a", 1, 1), event("b", 2, 2), event("a", 12, 3), event("c", 15, 9)),
          List.of(event("b", 1, 10), event("a", 4, 20), event("b", 14, 30), event("a", 25, 40)));

  static final List<At<Event>> TOTALS =
      List.of(
          total("a", 1, 1),
          total("a", 4, 21),
          total("a", 12, 24),
          total("a", 25, 64),
          total("b", 1, 10),
          total("b", 2, 12),
          total("b", 14, 42),
          total("c", 15, 9));

  final Pipeline pipeline = Pipeline.named("contract");

  /** How the pipelines of the contract are run, without snapshots. */
  protected abstract RunOptions options();

  /** More than can be read before a test has said what it wants: a and b, at each millisecond. */
  static List<List<Event>> many() {
    List<List<Event>> splits = List.of(new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < MANY; i++) {
      splits.get(0).add(event("a", i, 1));
      splits.get(1).add(event("b", i, 1));
    }
    return splits;
  }

  final Stream<Event> in() {
    return pipeline.read(new Events(name("in"), SPLITS, null));
  }

  final Stream<Event> table() {
    return pipeline.read(
        Events.of(name("table"), event("a", 0, 100), event("b", 5, 300), event("a", 12, 200)));
  }

  /** The fourth is late for windows of 10. */
  final Stream<Event> late() {
    return pipeline.read(
        Events.of(
            "in",
            event("a", 1, 1),
            event("a", 12, 2),
            event("a", 25, 4),
            event("a", 3, 8),
            event("a", 26, 16)));
  }

  static Events bad() {
    return Events.of("bad", event("a", 1, 1), event("garbled", 1, Events.BAD), event("b", 2, 2));
  }

  final String name(String prefix) {
    return prefix + "-" + UUID.randomUUID();
  }

  static Stream<Event> totals(Stream<Event> events) {
    return events
        .keyBy(Event::key)
        .reduce((one, other) -> valued(other, one.value() + other.value()))
        .named("totals");
  }

  final List<At<WindowResult<String, Long>>> runWindows(
      Window window, UnaryOperator<WindowedStream<Event, String>> options) throws Exception {
    return run(options.apply(in().keyBy(Event::key).window(window)).aggregate(sum()));
  }

  final <T> List<T> values(Stream<T> stream) throws Exception {
    return run(stream).stream().map(At::value).toList();
  }

  final <T> List<At<T>> run(Stream<T> stream) throws Exception {
    Collected<T> sink = Collected.as(name("out"));
    stream.to(sink);
    finish(pipeline.start(options()));
    return sink.records();
  }

  final void finish(Execution execution) throws InterruptedException {
    try (execution) {
      assertThat(execution.await(LONGEST)).as("%s: ended", what()).isTrue();
    }
  }

  final void await(Collected<?> sink) throws InterruptedException {
    for (long i = 0; sink.records().isEmpty(); i++) {
      assertThat(i).as("%s: milliseconds to wait", what()).isLessThan(LONGEST.toMillis());
      Thread.sleep(1);
    }
  }

  /** In any order: what happens at one time at several workers has none. */
  final <T> void assertSame(List<T> found, List<T> expected) {
    List<T> missing = new ArrayList<>(expected);
    found.forEach(missing::remove);
    List<T> extra = new ArrayList<>(found);
    expected.forEach(extra::remove);
    assertThat(List.of(missing, extra))
        .as("%s: missing, and too much", what())
        .isEqualTo(List.of(Collections.emptyList(), Collections.emptyList()));
  }

  final String what() {
    return options().toString();
  }

  static Aggregate<Event, long[], Long> sum() {
    return Aggregates.sumLong(Event::value);
  }

  static long sumOf(At<Event> total) {
    return total.value().value();
  }

  static Event event(String key, long time, int value) {
    return new Event(key, time, value);
  }

  static Event valued(Event event, int value) {
    return new Event(event.key(), event.time(), value);
  }

  static At<Event> total(String key, long time, int value) {
    return new At<>(event(key, time, value), time);
  }

  static At<WindowResult<String, Long>> window(String key, long start, long end, long value) {
    return new At<>(new WindowResult<>(key, start, end, value), end - 1);
  }
}
