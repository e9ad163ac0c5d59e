package org.tensair.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.tensair.api.Lookup.last;
import static org.tensair.api.Lookup.latest;
import static org.tensair.api.On.on;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.tensair.api.plan.Plan;
import org.tensair.api.plan.Stage;

class PipelineTest {

  private record Word(String text, int length) {}

  private final Pipeline pipeline = Pipeline.named("words");
  private final Stream<String> lines = pipeline.read(new ListSource("lines", List.of("a", "b")));
  private final Stream<String> others = pipeline.read(new ListSource("others", List.of("c")));

  @Test
  void stagesComeInOrderWithStableNamesAndTypes() {
    Stream<Word> words =
        lines
            .merge(others)
            .filter(line -> !line.isEmpty())
            .map(line -> new Word(line, line.length()))
            .named("words");
    words
        .lookup(
            others,
            on(Word::text, other -> other),
            last(Duration.ofHours(1), Aggregates.count()),
            (word, count) -> word.length() + count)
        .to(new NullSink("sums"));
    words
        .<String>flatMap((word, out) -> out.accept(word.text()))
        .as(Type.of(String.class))
        .lookup(
            lines,
            on(text -> text, line -> line),
            latest(Duration.ofHours(1)),
            (text, line) -> Objects.requireNonNullElse(line, text))
        .to(new NullSink("texts"));

    Plan plan = pipeline.plan();

    assertThat(plan.name()).isEqualTo("words");
    assertThat(plan.stages().stream().map(each -> each.name() + ": " + each.type()))
        .containsExactly(
            "lines: String",
            "others: String",
            "merge-3: String",
            "filter-4: String",
            "words: Word",
            "lookup-6: Long",
            "sums: Long",
            "flatMap-8: String",
            "lookup-9: String",
            "texts: String");
    assertThat(plan.consumersOf(words.stage()).stream().map(Stage::name))
        .containsExactly("lookup-6", "flatMap-8");
    assertThat(plan.stages().get(5).inputs()).containsExactly(words.stage(), others.stage());
  }

  @Test
  void theModelOperatorHasTwoOutputs() {
    Learning<String> learning = learn(lines, "spelling");

    learning.predictions().to(new NullSink("predictions"));
    learning.steps().to(new NullSink("steps"));

    assertThat(pipeline.plan().stages().stream().map(each -> each.name() + ": " + each.type()))
        .containsExactly(
            "lines: String",
            "others: String",
            "spelling: String",
            "spelling.predictions: Prediction<String>",
            "predictions: Prediction<String>",
            "spelling.steps: Step",
            "steps: Step");
  }

  @Test
  void allProblemsAreReportedTogether() {
    Stream<List<String>> lists = lines.map(line -> List.of(line));
    lists.filter(list -> !list.isEmpty()).named("full");
    lists.named("late");
    lines.filter(line -> true).as(Type.of(String.class)).named("full");
    others.named("others").named(" ");
    lines.lookup(
        others,
        on(line -> line.length() / 2.0, other -> 0.5),
        latest(Duration.ofHours(1)),
        (line, other) -> line);
    lines.merge(Pipeline.named("elsewhere").read(new ListSource("far", List.of())));

    PlanException problems = catchThrowableOfType(PlanException.class, pipeline::plan);

    assertThat(problems.problems())
        .containsExactly(
            "Stage \"map-3\": found .named(...) or .as(...) after the stream is used by \"full\","
                + " required before. Call it where the stream is made.",
            "Stage \"filter-5\": found .as(String), required after a stage that makes new"
                + " records. Remove it.",
            "Stage \" \": found a blank name, required one that says what the stage does.",
            "Stage \"map-3\": found the type List whose arguments Java erases, required records,"
                + " primitives, String, enums, java.time, or arrays, List and Map of these. Where"
                + " Java erases the type, call .as(Type.of(...)).",
            "Stage \"full\": found the name twice, required a unique one. Call .named(\"...\").",
            "Stage \"lookup-6\": found a key of type Double, required String, an integer, an enum"
                + " or a record of these, the same on both sides. Give the key as a lambda or"
                + " method reference of that type.",
            "Stage \"merge-7\": found the input \"far\" of another pipeline, required streams of"
                + " one pipeline.");
    assertThat(problems)
        .hasMessageStartingWith("Pipeline \"words\" cannot run:\n  - Stage \"map-3\": found");
  }

  @Test
  void keysOfDifferentIntegerTypesAreRefusedBecauseTheyNeverMeet() {
    lines.lookup(
        others,
        on(String::length, other -> (long) other.length()),
        latest(Duration.ofHours(1)),
        (line, other) -> line);

    assertThatThrownBy(pipeline::plan).hasMessageContaining("found a key of type Number");
  }

  @Test
  void theModelOperatorsOptionsAndKeysAreChecked() {
    lines.<String>learn(model(), context -> (line, row) -> {}, options -> options.batchSize(0));
    lines
        .<String>learn(
            model(),
            context -> (line, row) -> {},
            options ->
                options.labels(
                    others, on(line -> 1.0, label -> 2.0), Duration.ofHours(1), (label, row) -> {}))
        .named("second");

    PlanException problems = catchThrowableOfType(PlanException.class, pipeline::plan);

    assertThat(problems.problems())
        .hasSize(3)
        .anyMatch(each -> each.startsWith("Stage \"learn\": found no labels"))
        .anyMatch(each -> each.startsWith("Stage \"learn\": found batchSize = 0"))
        .anyMatch(each -> each.startsWith("Stage \"second\": found a key of type Double"));
  }

  @Test
  void renamingTheModelOperatorAfterItsOutputsAreUsedIsRefused() {
    Learning<String> learning = learn(lines, "spelling");
    learning.steps().to(new NullSink("steps"));

    assertThat(learning.named("late")).isSameAs(learning);

    assertThatThrownBy(pipeline::plan)
        .hasMessageContaining("Stage \"spelling\": found .named(...)")
        .hasMessageContaining("used by \"spelling.steps\"");
  }

  @Test
  void twoSinksNeedTwoNames() {
    lines.to(new NullSink("out"));
    lines.to(new NullSink("out"));

    assertThatThrownBy(pipeline::plan)
        .hasMessageContaining("Stage \"out\": found the name twice")
        .hasMessageContaining("Give the sinks different names.");
  }

  @Test
  void anEmptyPipelineIsRefused() {
    assertThatThrownBy(Pipeline.named("empty")::plan).hasMessageContaining("found no stages");
  }

  @Test
  void startingNeedsARuntimeOnTheClassPath() {
    assertThatThrownBy(() -> pipeline.start(RunOptions.defaults()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("PipelineRuntime: found 0 on the class path")
        .hasMessageContaining("tensair-engine");
  }

  private static Model model() {
    return Model.at(Path.of("models", "m"));
  }

  private Learning<String> learn(Stream<String> samples, String name) {
    return samples
        .<String>learn(
            model(),
            context -> (line, row) -> {},
            options ->
                options.labels(
                    others,
                    on(line -> line, label -> label),
                    Duration.ofHours(1),
                    (label, row) -> {}))
        .named(name);
  }
}
