package org.tensair.engine.keyed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensair.api.Keyed;
import org.tensair.api.ReduceFunction;
import org.tensair.api.Window;
import org.tensair.api.WindowOptions;
import org.tensair.api.WindowResult;
import org.tensair.api.plan.KeyedStage;
import org.tensair.engine.keyed.Events.Event;

/** Running reductions and aggregates, and windows of a number of records. */
class RunningOperatorsTest {

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aReductionIsThatOfAllRecordsOfTheKey(long seed) {
    ReduceFunction<Event> sum =
        (older, newer) -> new Event(older.key(), newer.time(), older.id() + newer.id());
    KeyedStage.Reduce stage =
        new KeyedStage.Reduce("reduce", Stages.ANY, Stages.INPUT, Stages.KEY, sum);
    new OperatorVerifier(seed, clock -> Stages.operator(stage, clock))
        .verify(Events.steps(new Random(seed), 1), () -> perRecord(RunningOperatorsTest::reduced));
  }

  private static Object reduced(List<Event> events) {
    Event last = events.get(events.size() - 1);
    return new Event(last.key(), last.time(), events.stream().mapToInt(Event::id).sum());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anAggregateIsThatOfAllRecordsOfTheKey(long seed) {
    KeyedStage.Fold stage =
        new KeyedStage.Fold("fold", Stages.ANY, Stages.INPUT, Stages.KEY, new Events.Ids(false));
    new OperatorVerifier(seed, clock -> Stages.operator(stage, clock))
        .verify(
            Events.steps(new Random(seed), 1),
            () -> perRecord(events -> new Keyed<>(events.get(0).key(), ids(events))));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aCountWindowTakesRecordsAsTheyCome(long seed) {
    Random random = new Random(seed);
    int size = 1 + random.nextInt(5);
    KeyedStage.Windowed stage = Stages.windowed(Window.count(size), WindowOptions.DEFAULTS, false);
    new OperatorVerifier(seed, clock -> Stages.operator(stage, clock))
        .verify(Events.steps(random, 1), () -> counted(size));
  }

  private interface Result {
    Object of(List<Event> events);
  }

  private static OperatorVerifier.Model perRecord(Result result) {
    Map<String, List<Event>> all = new HashMap<>();
    return (port, record, time, now, out) -> {
      Event event = (Event) record;
      List<Event> events = all.computeIfAbsent(event.key(), each -> new ArrayList<>());
      events.add(event);
      out.emit(result.of(events), time);
    };
  }

  private static OperatorVerifier.Model counted(int size) {
    Map<String, List<Event>> all = new HashMap<>();
    return (port, record, time, now, out) -> {
      Event event = (Event) record;
      List<Event> events = all.computeIfAbsent(event.key(), each -> new ArrayList<>());
      events.add(event);
      if (events.size() == size) {
        long start = events.stream().mapToLong(Event::time).min().orElseThrow();
        long end = events.stream().mapToLong(Event::time).max().orElseThrow() + 1;
        out.emit(new WindowResult<>(event.key(), start, end, ids(events)), end - 1);
        all.remove(event.key());
      }
    };
  }

  private static List<Integer> ids(List<Event> events) {
    return events.stream().map(Event::id).toList();
  }
}
