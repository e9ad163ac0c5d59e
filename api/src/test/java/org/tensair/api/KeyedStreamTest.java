package org.tensair.api;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensair.api.plan.KeyedStage;
import org.tensair.api.plan.Stage;

/** What a plan knows of keyed stages, and what it refuses. */
class KeyedStreamTest {

  private final Pipeline pipeline = Pipeline.named("keyed");
  private final Stream<String> lines = pipeline.read(new ListSource("lines", List.of()));
  private final Stream<String> others = pipeline.read(new ListSource("others", List.of()));

  @Test
  void typesOfResultsAreFoundInKeysAndAggregates() {
    lines.keyBy(String::length).window(Window.tumbling(ofHours(1))).aggregate(Aggregates.count());
    lines.keyBy(line -> line).aggregate(Aggregates.mean(String::length));
    lines
        .keyBy(line -> line)
        .window(Window.session(ofSeconds(1)))
        .aggregate(Aggregates.sum(String::length), window -> window.key() + window.value());
    lines
        .keyBy(line -> line)
        .join(
            others.keyBy(line -> line),
            Duration.ZERO,
            ofSeconds(1),
            (left, right) -> left.length());

    assertThat(pipeline.plan().stages())
        .filteredOn(KeyedStage.class::isInstance)
        .extracting(stage -> stage.type().toString())
        .containsExactly("WindowResult<Integer, Long>", "Keyed<String, Mean>", "String", "Integer");
  }

  @Test
  void aKeyedStageKeepsEverythingWhenItIsNamed() {
    lines
        .keyBy(line -> line)
        .window(Window.sliding(ofSeconds(10), ofSeconds(3)))
        .early(ofSeconds(1))
        .combined()
        .aggregate(Aggregates.count())
        .named("counts");

    Stage last = pipeline.plan().stages().get(2);
    assertThat(last.name()).isEqualTo("counts");
    assertThat(((KeyedStage.Windowed) last).options())
        .isEqualTo(new WindowOptions(Duration.ZERO, ofSeconds(1), true));
  }

  @Test
  void optionsThatCannotBeAreReportedTogether() {
    KeyedStream<String, String> keyed = lines.keyBy(line -> line);
    keyed
        .window(Window.count(3))
        .allowedLateness(ofSeconds(1))
        .aggregate(Aggregates.count())
        .named("counted");
    keyed
        .window(Window.session(ofSeconds(1)))
        .combined()
        .aggregate(Aggregates.count())
        .named("sessions");
    keyed
        .join(others.keyBy(line -> line), ofSeconds(1), ofSeconds(-2), (left, right) -> left)
        .named("never");
    lines.keyBy(line -> 0.5 * line.length()).reduce((a, b) -> a).named("doubles");
    lines
        .asyncMap(
            line -> java.util.concurrent.CompletableFuture.completedFuture(line),
            AsyncOptions.defaults().concurrency(0))
        .as(Type.of(String.class))
        .named("asked");

    PlanException problems = catchThrowableOfType(PlanException.class, pipeline::plan);

    assertThat(problems.problems())
        .hasSize(5)
        .anySatisfy(each -> assertThat(each).contains("\"counted\"", "count windows"))
        .anySatisfy(each -> assertThat(each).contains("\"sessions\"", "combined session windows"))
        .anySatisfy(
            each -> assertThat(each).contains("\"never\"", "before = PT1S and after = PT-2S"))
        .anySatisfy(each -> assertThat(each).contains("\"doubles\"", "a key of type Double"))
        .anySatisfy(each -> assertThat(each).contains("\"asked\"", "concurrency = 0"));
  }

  @Test
  void durationsThatWouldOverflowAreRefused() {
    Duration forEver = ofSeconds(Long.MAX_VALUE);
    KeyedStream<String, String> keyed = lines.keyBy(line -> line);
    keyed
        .window(Window.tumbling(ofHours(1)))
        .allowedLateness(forEver)
        .early(forEver)
        .aggregate(Aggregates.count())
        .named("counts");
    keyed.window(Window.session(forEver)).aggregate(Aggregates.count()).named("sessions");
    keyed
        .join(
            others.keyBy(line -> line),
            ofSeconds(Long.MIN_VALUE),
            ofMillis(Long.MAX_VALUE),
            (left, right) -> left)
        .named("joined");
    keyed
        .<Long, String>process(forEver, (key, line, state, context) -> state)
        .as(Type.of(String.class))
        .named("processed");
    lines
        .lookup(others, On.on(a -> a, b -> b), Lookup.latest(forEver), (line, other) -> line)
        .named("looked-up");
    lines
        .asyncMap(
            line -> java.util.concurrent.CompletableFuture.completedFuture(line),
            AsyncOptions.defaults().timeout(Duration.ofDays(36_526)))
        .as(Type.of(String.class))
        .named("asked");
    keyed
        .window(Window.sliding(Duration.ofDays(3_652_500), ofHours(1)))
        .aggregate(Aggregates.count())
        .named("longest");

    PlanException problems = catchThrowableOfType(PlanException.class, pipeline::plan);

    String ends = ", required at most 10,000 years. Give a shorter one.";
    assertThat(problems.problems())
        .containsExactly(
            "Stage \"counts\": found allowedLateness = " + forEver + ends,
            "Stage \"counts\": found early = " + forEver + ends,
            "Stage \"sessions\": found gap = " + forEver + ends,
            "Stage \"joined\": found before = "
                + ofSeconds(Long.MIN_VALUE)
                + ", required at least -10,000 years. Give a shorter one.",
            "Stage \"joined\": found after = " + ofMillis(Long.MAX_VALUE) + ends,
            "Stage \"processed\": found timeToLive = " + forEver + ends,
            "Stage \"looked-up\": found maxAge = " + forEver + ends,
            "Stage \"asked\": found timeout = PT876624H, required at most 100 years. Give a"
                + " shorter one.");
  }

  @Test
  void windowsThatCannotBeAreRefusedAtOnce() {
    assertThatThrownBy(() -> Window.tumbling(Duration.ZERO))
        .hasMessage("Window: found size = PT0S, required at least a millisecond.");
    assertThatThrownBy(() -> Window.sliding(ofMillis(10), ofMillis(20)))
        .hasMessage("Window: found slide = PT0.02S, required at most its size, PT0.01S.");
    assertThatThrownBy(() -> Window.count(0))
        .hasMessage("Window: found size = 0 records, required at least 1.");
  }

  @Test
  void sideOutputsComeAfterTheirStagesOnly() {
    lines.map(line -> line).late(Type.of(String.class));
    lines.filter(line -> true).deadLetters();
    KeyedStream<String, String> keyed = lines.keyBy(line -> line);
    keyed
        .window(Window.tumbling(ofHours(1)))
        .aggregate(Aggregates.count())
        .named("counts")
        .late(Type.of(Long.class));
    Stream<Integer> lengths = others.map(String::length);
    keyed
        .join(lengths.keyBy(length -> ""), Window.tumbling(ofHours(1)), (line, length) -> line)
        .named("joined")
        .late(Type.of(Double.class));

    PlanException problems = catchThrowableOfType(PlanException.class, pipeline::plan);

    assertThat(problems.problems())
        .anySatisfy(each -> assertThat(each).contains(".late(...)", "after a window or a join"))
        .anySatisfy(each -> assertThat(each).contains(".deadLetters()", "after read(...) only"))
        .contains(
            "Stage \"counts\": found .late(Long), required the type of the records that come in:"
                + " String.",
            "Stage \"joined\": found .late(Double), required the type of the records that come in:"
                + " String or Integer.");
  }
}
