package org.tensair.testkit;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tensair.api.On.on;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensair.api.Aggregate;
import org.tensair.api.Aggregates;
import org.tensair.api.AsyncOptions;
import org.tensair.api.DeadLetter;
import org.tensair.api.Execution;
import org.tensair.api.ExecutionFailedException;
import org.tensair.api.Keyed;
import org.tensair.api.KeyedFunction;
import org.tensair.api.KeyedStream;
import org.tensair.api.Lookup;
import org.tensair.api.Pipeline;
import org.tensair.api.RunOptions;
import org.tensair.api.SnapshotOptions;
import org.tensair.api.Split;
import org.tensair.api.Stream;
import org.tensair.api.Type;
import org.tensair.api.Window;
import org.tensair.api.WindowResult;
import org.tensair.api.WindowedStream;
import org.tensair.testkit.Collected.At;

/**
 * What every runtime does with bounded sources, in small exact cases. Extend it in a module whose
 * class path has the runtime, and say how pipelines are run; once for each number of workers.
 *
 * <pre>
 * split 0   a1@1        b2@2        a3@12        c9@15
 * split 1   b10@1              a20@4       b30@14       a40@25
 * table     a100@0             b300@5  a200@12
 * </pre>
 */
public abstract class RuntimeContract {

  private static final Duration LONGEST = ofSeconds(60);
  private static final int MANY = 20_000;
  private static final Type<String> STRING = Type.of(String.class);

  private static final List<List<Event>> SPLITS =
      List.of(
          List.of(event("a", 1, 1), event("b", 2, 2), event("a", 12, 3), event("c", 15, 9)),
          List.of(event("b", 1, 10), event("a", 4, 20), event("b", 14, 30), event("a", 25, 40)));

  private static final List<At<Event>> TOTALS =
      List.of(
          total("a", 1, 1),
          total("a", 4, 21),
          total("a", 12, 24),
          total("a", 25, 64),
          total("b", 1, 10),
          total("b", 2, 12),
          total("b", 14, 42),
          total("c", 15, 9));

  private final Pipeline pipeline = Pipeline.named("contract");

  /** How the pipelines of the contract are run, without snapshots. */
  protected abstract RunOptions options();

  @Test
  void stagesWithoutStateKeepEventTimesAndTheirOrder() throws Exception {
    String seen = UUID.randomUUID().toString();
    List<At<String>> found =
        run(
            in().filter(event -> event.value() != 3)
                .map(event -> event.key() + event.value())
                .<String>flatMap(
                    (text, out) -> {
                      out.accept(text);
                      if (text.startsWith("b")) {
                        out.accept(text + "!");
                      }
                    })
                .as(STRING)
                .peek(text -> Gates.count(seen).incrementAndGet()));

    assertSame(
        found,
        List.of(
            new At<>("a1", 1),
            new At<>("b10", 1),
            new At<>("b10!", 1),
            new At<>("b2", 2),
            new At<>("b2!", 2),
            new At<>("a20", 4),
            new At<>("b30", 14),
            new At<>("b30!", 14),
            new At<>("c9", 15),
            new At<>("a40", 25)));
    assertThat(found).as(what()).extracting(At::time).isSorted();
    assertThat(Gates.count(seen)).as(what()).hasValue(10);
  }

  @Test
  void aSplitStreamCanBeMergedAgain() throws Exception {
    Split<Event> parts = in().split(event -> event.key().equals("a"));
    Collected<Event> rest = Collected.as("rest");
    parts.rest().to(rest);
    Stream<Event> doubled = parts.matching().map(event -> valued(event, 2 * event.value()));
    List<At<Event>> merged = run(doubled.merge(parts.rest()));

    assertThat(merged).as(what()).extracting(At::time).isSorted();
    assertThat(merged)
        .as(what())
        .extracting(each -> each.value().value())
        .containsExactlyInAnyOrder(2, 10, 2, 40, 6, 30, 9, 80);
    assertThat(rest.records())
        .as(what())
        .extracting(each -> each.value().value())
        .containsExactlyInAnyOrder(10, 2, 30, 9);
  }

  @Test
  void aReductionIsThatOfAllRecordsOfItsKeySoFar() throws Exception {
    assertSame(run(totals(in())), TOTALS);
  }

  @Test
  void anAggregateIsThatOfAllRecordsOfItsKeySoFar() throws Exception {
    assertSame(
        run(in().keyBy(Event::key).aggregate(sum())),
        TOTALS.stream()
            .map(total -> new At<>(new Keyed<>(total.value().key(), sumOf(total)), total.time()))
            .toList());
  }

  @Test
  void timersAreCalledOnceEventTimeHasPassedThem() throws Exception {
    KeyedFunction<String, Event, Long, String> quiet =
        new KeyedFunction<>() {
          @Override
          public Long process(
              String key, Event event, @Nullable Long newest, Context<String> context) {
            context.timer(context.eventTime() + 5);
            return context.eventTime();
          }

          @Override
          public @Nullable Long onTimer(
              String key, @Nullable Long newest, Context<String> context) {
            if (newest == null || context.eventTime() - newest < 5) {
              return newest;
            }
            context.emit(key);
            return null;
          }
        };

    assertSame(
        run(in().keyBy(Event::key).process(quiet).as(STRING)),
        List.of(
            new At<>("b", 7),
            new At<>("a", 9),
            new At<>("a", 17),
            new At<>("b", 19),
            new At<>("c", 20),
            new At<>("a", 30)));
  }

  @Test
  void aStateIsForgottenWhenItsTimeToLiveIsOver() throws Exception {
    KeyedFunction<String, Event, Integer, String> counting =
        (key, event, count, context) -> {
          int counted = count == null ? 1 : count + 1;
          context.emit(key + counted);
          return counted;
        };

    assertSame(
        run(in().keyBy(Event::key).process(ofMillis(10), counting).as(STRING)),
        List.of(
            new At<>("a1", 1),
            new At<>("b1", 1),
            new At<>("b2", 2),
            new At<>("a2", 4),
            new At<>("a3", 12),
            new At<>("b1", 14),
            new At<>("c1", 15),
            new At<>("a1", 25)));
  }

  @Test
  void tumblingWindowsAreAlignedToTheEpoch() throws Exception {
    List<At<WindowResult<String, Long>>> expected =
        List.of(
            window("a", 0, 10, 21),
            window("b", 0, 10, 12),
            window("a", 10, 20, 3),
            window("b", 10, 20, 30),
            window("c", 10, 20, 9),
            window("a", 20, 30, 40));

    assertSame(runWindows(Window.tumbling(ofMillis(10)), each -> each), expected);
    assertSame(runWindows(Window.tumbling(ofMillis(10)), WindowedStream::combined), expected);
  }

  @Test
  void slidingWindowsOverlap() throws Exception {
    List<At<WindowResult<String, Long>>> expected =
        List.of(
            window("a", -5, 5, 21),
            window("b", -5, 5, 12),
            window("a", 0, 10, 21),
            window("b", 0, 10, 12),
            window("a", 5, 15, 3),
            window("b", 5, 15, 30),
            window("a", 10, 20, 3),
            window("b", 10, 20, 30),
            window("c", 10, 20, 9),
            window("c", 15, 25, 9),
            window("a", 20, 30, 40),
            window("a", 25, 35, 40));
    Window window = Window.sliding(ofMillis(10), ofMillis(5));

    assertSame(runWindows(window, each -> each), expected);
    assertSame(runWindows(window, WindowedStream::combined), expected);
  }

  @Test
  void sessionsEndAGapAfterTheirLastRecord() throws Exception {
    assertSame(
        runWindows(Window.session(ofMillis(5)), each -> each),
        List.of(
            window("a", 1, 9, 21),
            window("b", 1, 7, 12),
            window("a", 12, 17, 3),
            window("b", 14, 19, 30),
            window("c", 15, 20, 9),
            window("a", 25, 30, 40)));
  }

  @Test
  void countWindowsTakeRecordsAsTheyCome() throws Exception {
    assertSame(
        runWindows(Window.count(2), each -> each),
        List.of(window("a", 1, 5, 21), window("b", 1, 3, 12), window("a", 12, 26, 43)));
  }

  @Test
  void aLateRecordIsInTheSideOutputAndNotInItsWindow() throws Exception {
    Stream<WindowResult<String, Long>> windows =
        late().keyBy(Event::key).window(Window.tumbling(ofMillis(10))).aggregate(sum());
    Collected<Event> late = Collected.as("late");
    windows.late(Type.of(Event.class)).to(late);

    assertSame(
        run(windows),
        List.of(window("a", 0, 10, 1), window("a", 10, 20, 2), window("a", 20, 30, 20)));
    assertSame(late.records(), List.of(new At<>(event("a", 3, 8), 3)));
  }

  @Test
  void aRecordWithinTheAllowedLatenessGivesItsWindowAnew() throws Exception {
    assertSame(
        run(
            late()
                .keyBy(Event::key)
                .window(Window.tumbling(ofMillis(10)))
                .allowedLateness(ofMillis(100))
                .aggregate(sum())),
        List.of(
            window("a", 0, 10, 1),
            window("a", 10, 20, 2),
            window("a", 0, 10, 9),
            window("a", 20, 30, 20)));
  }

  @Test
  void aLookupFindsTheNewestRowOfItsTime() throws Exception {
    assertSame(
        values(
            in().lookup(
                    table(),
                    on(Event::key, Event::key),
                    Lookup.latest(ofMillis(10)),
                    (event, row) -> event + ":" + (row == null ? "-" : row.toString()))),
        List.of("a1:a100", "b10:-", "b2:-", "a20:a100", "a3:a200", "b30:b300", "c9:-", "a40:-"));
  }

  @Test
  void aLookupAggregatesWhatWasLatelyOrEver() throws Exception {
    assertSame(
        values(
            in().lookup(
                    table(),
                    on(Event::key, Event::key),
                    Lookup.last(ofMillis(10), sum()),
                    (event, sum) -> event + ":" + sum)
                .lookup(
                    in(),
                    on(text -> text.substring(0, 1), Event::key),
                    Lookup.total(Aggregates.count()),
                    (text, count) -> text + ":" + count)),
        List.of(
            "a1:100:1",
            "b10:0:1",
            "b2:0:2",
            "a20:100:2",
            "a3:200:3",
            "b30:300:3",
            "c9:0:1",
            "a40:0:4"));
  }

  @Test
  void anIntervalJoinPairsRecordsWhoseTimesAreClose() throws Exception {
    KeyedStream<Event, String> table = table().keyBy(Event::key);
    Collected<String> left = Collected.as("left");
    in().keyBy(Event::key)
        .leftJoin(table, ofMillis(3), ofMillis(1), (one, row) -> one + ":" + row)
        .to(left);

    assertSame(
        run(
            in().keyBy(Event::key)
                .join(table, ofMillis(3), ofMillis(1), (one, row) -> one + ":" + row)),
        List.of(new At<>("a1:a100", 1), new At<>("a3:a200", 12)));
    assertSame(
        left.records().stream().map(At::value).toList(),
        List.of(
            "a1:a100",
            "a3:a200",
            "a20:null",
            "a40:null",
            "b10:null",
            "b2:null",
            "b30:null",
            "c9:null"));
  }

  @Test
  void aWindowJoinPairsRecordsOfOneWindow() throws Exception {
    assertSame(
        run(
            in().keyBy(Event::key)
                .leftJoin(
                    table().keyBy(Event::key),
                    Window.tumbling(ofMillis(10)),
                    (one, row) -> one + ":" + row)),
        List.of(
            new At<>("a1:a100", 9),
            new At<>("a20:a100", 9),
            new At<>("b10:b300", 9),
            new At<>("b2:b300", 9),
            new At<>("a3:a200", 19),
            new At<>("b30:null", 19),
            new At<>("c9:null", 19),
            new At<>("a40:null", 29)));
  }

  @Test
  void anOutsideServiceIsAskedAgainWhenItFails() throws Exception {
    String asked = UUID.randomUUID().toString();
    AsyncOptions options = AsyncOptions.defaults().concurrency(3).retries(2, ofMillis(1));

    assertSame(
        run(
            totals(
                in().<Event>asyncMap(
                        event -> {
                          boolean first =
                              Gates.count(asked + event.time() + event).getAndIncrement() == 0;
                          Executor later =
                              CompletableFuture.delayedExecutor(
                                  event.value() % 4, TimeUnit.MILLISECONDS);
                          return first
                              ? CompletableFuture.failedFuture(new IllegalStateException("busy"))
                              : CompletableFuture.supplyAsync(() -> event, later);
                        },
                        options)
                    .as(Type.of(Event.class)))),
        TOTALS);
  }

  @Test
  void recordsThatCannotBeReadAreDeadLetters() throws Exception {
    Stream<Event> in = pipeline.read(bad());
    Collected<DeadLetter> letters = Collected.as("letters");
    in.deadLetters().to(letters);

    assertSame(run(in), List.of(new At<>(event("a", 1, 1), 1), new At<>(event("b", 2, 2), 2)));
    assertThat(letters.records())
        .as(what())
        .extracting(At::value)
        .containsExactly(new DeadLetter("bad", 0, 1, "garbled", "bad: found a bad event."));
  }

  @Test
  void aRecordThatCannotBeReadEndsTheRunWhereThisWasAskedFor() {
    pipeline.read(bad()).stopAtBadRecords().to(Collected.as("out"));

    assertThatThrownBy(() -> finish(pipeline.start(options())))
        .as(what())
        .isInstanceOf(ExecutionFailedException.class)
        .hasMessageContaining("found a bad event")
        .extracting(failure -> ((ExecutionFailedException) failure).stage())
        .isEqualTo("bad");
  }

  @Test
  void redistributionLosesNothing() throws Exception {
    Collected<Event> everywhere = Collected.as("everywhere");
    in().broadcast().to(everywhere);

    assertSame(run(totals(in().rebalance())), TOTALS);
    assertThat(everywhere.records()).as(what()).hasSize(8 * options().workers());
    assertThat(new HashSet<>(everywhere.records())).as(what()).hasSize(8);
  }

  @Test
  void aStoppedRunFinishesWhatItHasRead() throws Exception {
    String name = UUID.randomUUID().toString();
    Collected<Event> sink = Collected.as("out");
    pipeline
        .read(new Events("in", many(), name))
        .peek(event -> Gates.count(name).incrementAndGet())
        .to(sink);

    Execution execution = pipeline.start(options());
    try (execution) {
      await(sink);
      execution.stop();
      finish(execution);
    }

    assertThat(sink.records())
        .as(what())
        .hasSize(Gates.count(name).get())
        .hasSizeBetween(1, 2 * MANY - 1);
  }

  @Test
  void aFailureNamesItsStageAndItsCause() {
    in().map(event -> valued(event, 12 / (event.value() - 3)))
        .named("divides")
        .keyBy(Event::key)
        .aggregate(Aggregates.count())
        .to(Collected.as("out"));

    assertThatThrownBy(() -> finish(pipeline.start(options())))
        .as(what())
        .isInstanceOf(ExecutionFailedException.class)
        .hasRootCauseInstanceOf(ArithmeticException.class)
        .extracting(failure -> ((ExecutionFailedException) failure).stage())
        .isEqualTo("divides");
  }

  @Test
  void aRestoredRunGoesOnWithTheStateOfItsSnapshot(@TempDir Path directory) throws Exception {
    String gate = UUID.randomUUID().toString();
    Collected<Event> sink = Collected.as("out");
    totals(pipeline.read(new Events("in", many(), gate))).to(sink);
    SnapshotOptions snapshots = SnapshotOptions.in(directory).every(Duration.ofHours(1));

    try (Execution execution = pipeline.start(options().snapshots(snapshots))) {
      await(sink);
      long number =
          execution.snapshot().toCompletableFuture().get(LONGEST.toSeconds(), TimeUnit.SECONDS);
      assertThat(number).as(what()).isPositive();
    }
    Gates.of(gate).countDown();
    finish(pipeline.start(options().snapshots(snapshots.restored())));

    List<At<Event>> expected = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      expected.add(total("a", i, i + 1));
      expected.add(total("b", i, i + 1));
    }
    // A sink without transactions gets each at least once; a record counted twice gives others.
    assertThat(new HashSet<>(sink.records())).as(what()).isEqualTo(new HashSet<>(expected));
  }

  /** More than can be read before a test has said what it wants: a and b, at each millisecond. */
  private static List<List<Event>> many() {
    List<List<Event>> splits = List.of(new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < MANY; i++) {
      splits.get(0).add(event("a", i, 1));
      splits.get(1).add(event("b", i, 1));
    }
    return splits;
  }

  private Stream<Event> in() {
    return pipeline.read(new Events(name("in"), SPLITS, null));
  }

  private Stream<Event> table() {
    return pipeline.read(
        Events.of(name("table"), event("a", 0, 100), event("b", 5, 300), event("a", 12, 200)));
  }

  /** The fourth is late for windows of 10. */
  private Stream<Event> late() {
    return pipeline.read(
        Events.of(
            "in",
            event("a", 1, 1),
            event("a", 12, 2),
            event("a", 25, 4),
            event("a", 3, 8),
            event("a", 26, 16)));
  }

  private static Events bad() {
    return Events.of("bad", event("a", 1, 1), event("garbled", 1, Events.BAD), event("b", 2, 2));
  }

  private String name(String prefix) {
    return prefix + "-" + UUID.randomUUID();
  }

  private static Stream<Event> totals(Stream<Event> events) {
    return events
        .keyBy(Event::key)
        .reduce((one, other) -> valued(other, one.value() + other.value()))
        .named("totals");
  }

  private List<At<WindowResult<String, Long>>> runWindows(
      Window window, UnaryOperator<WindowedStream<Event, String>> options) throws Exception {
    return run(options.apply(in().keyBy(Event::key).window(window)).aggregate(sum()));
  }

  private <T> List<T> values(Stream<T> stream) throws Exception {
    return run(stream).stream().map(At::value).toList();
  }

  private <T> List<At<T>> run(Stream<T> stream) throws Exception {
    Collected<T> sink = Collected.as(name("out"));
    stream.to(sink);
    finish(pipeline.start(options()));
    return sink.records();
  }

  private void finish(Execution execution) throws InterruptedException {
    try (execution) {
      assertThat(execution.await(LONGEST)).as("%s: ended", what()).isTrue();
    }
  }

  private void await(Collected<?> sink) throws InterruptedException {
    for (long i = 0; sink.records().isEmpty(); i++) {
      assertThat(i).as("%s: milliseconds to wait", what()).isLessThan(LONGEST.toMillis());
      Thread.sleep(1);
    }
  }

  /** In any order: what happens at one time at several workers has none. */
  private <T> void assertSame(List<T> found, List<T> expected) {
    List<T> missing = new ArrayList<>(expected);
    found.forEach(missing::remove);
    List<T> extra = new ArrayList<>(found);
    expected.forEach(extra::remove);
    assertThat(List.of(missing, extra))
        .as("%s: missing, and too much", what())
        .isEqualTo(List.of(Collections.emptyList(), Collections.emptyList()));
  }

  private String what() {
    return options().toString();
  }

  private static Aggregate<Event, long[], Long> sum() {
    return Aggregates.sumLong(Event::value);
  }

  private static long sumOf(At<Event> total) {
    return total.value().value();
  }

  private static Event event(String key, long time, int value) {
    return new Event(key, time, value);
  }

  private static Event valued(Event event, int value) {
    return new Event(event.key(), event.time(), value);
  }

  private static At<Event> total(String key, long time, int value) {
    return new At<>(event(key, time, value), time);
  }

  private static At<WindowResult<String, Long>> window(
      String key, long start, long end, long value) {
    return new At<>(new WindowResult<>(key, start, end, value), end - 1);
  }
}
