package org.tensair.testkit;

import static java.time.Duration.ofMillis;
import static org.tensair.api.On.on;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensair.api.Aggregates;
import org.tensair.api.KeyedStream;
import org.tensair.api.Lookup;
import org.tensair.api.Stream;
import org.tensair.api.Type;
import org.tensair.api.Window;
import org.tensair.api.WindowResult;
import org.tensair.api.WindowedStream;
import org.tensair.testkit.Collected.At;

/** The part of {@link RuntimeContract} on windows, lookups and joins. */
abstract class WindowContract extends StageContract {

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
  void aRecordThatIsTooLateDoesNotSpoilOnesThatAreAllowed() throws Exception {
    Stream<Event> events =
        pipeline.read(
            Events.of(
                "in",
                event("a", 1, 1),
                event("a", 25, 2),
                event("a", 5, 4),
                event("a", -30, 8),
                event("a", 6, 16)));

    assertSame(
        run(
            events
                .keyBy(Event::key)
                .window(Window.tumbling(ofMillis(10)))
                .allowedLateness(ofMillis(20))
                .aggregate(sum())),
        List.of(
            window("a", 0, 10, 1),
            window("a", 0, 10, 5),
            window("a", 0, 10, 21),
            window("a", 20, 30, 2)));
  }

  @Test
  void theLateRecordsOfAJoinComeForEachSideOnItsOwn() throws Exception {
    Stream<String> texts =
        pipeline
            .read(
                Events.of(
                    "right",
                    event("a", 2, 1),
                    event("a", 24, 2),
                    event("a", 5, 4),
                    event("a", 27, 8)))
            .map(event -> "text " + event.value());
    Stream<String> joined =
        late()
            .keyBy(Event::key)
            .join(
                texts.keyBy(text -> "a"),
                Window.tumbling(ofMillis(10)),
                (event, text) -> event.value() + " " + text);
    Collected<Event> events = Collected.as("late-events");
    Collected<String> strings = Collected.as("late-texts");
    joined.late(Type.of(Event.class)).to(events);
    joined.late(STRING).to(strings);

    assertSame(
        run(joined),
        List.of(
            new At<>("1 text 1", 9),
            new At<>("4 text 2", 29),
            new At<>("4 text 8", 29),
            new At<>("16 text 2", 29),
            new At<>("16 text 8", 29)));
    assertSame(events.records(), List.of(new At<>(event("a", 3, 8), 3)));
    assertSame(strings.records(), List.of(new At<>("text 4", 5)));
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
}
