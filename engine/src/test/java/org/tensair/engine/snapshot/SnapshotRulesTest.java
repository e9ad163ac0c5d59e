package org.tensair.engine.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensair.api.Lookup;
import org.tensair.api.On;
import org.tensair.api.Pipeline;
import org.tensair.api.PlanException;
import org.tensair.api.Source;
import org.tensair.api.SourceReader;
import org.tensair.api.Stream;
import org.tensair.api.Type;
import org.tensair.api.plan.Plan;
import org.tensair.engine.snapshot.Snapshot.Section;

class SnapshotRulesTest {

  private static final String JOINED = "key String, lookup latest, maxAge PT1H";

  record Texts(String name, int splits) implements Source<String> {
    @Override
    public Type<String> type() {
      return Type.of(String.class);
    }

    @Override
    public boolean bounded() {
      return true;
    }

    @Override
    public SourceReader<String> open(int split) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void saysNothingOfTheSamePipeline() {
    assertThat(SnapshotRules.check(snapshot(), plan("texts", "joined", 3, false), false)).isEmpty();
  }

  @Test
  void keepsStagesAsThePlanHasThem() {
    assertThat(snapshot().stages())
        .containsExactly(
            new Snapshot.StageInfo("source", "Read", "String"),
            new Snapshot.StageInfo("length", "Map", "Integer"),
            new Snapshot.StageInfo("joined", "LookupJoin", "String", JOINED, Long.MIN_VALUE));
  }

  @Test
  void tellsStagesWithStateThatHaveNoNameOfTheirOwn() {
    Pipeline pipeline = Pipeline.named("counted");
    Stream<String> texts = pipeline.read(new Texts("source-1", 1)).map(text -> text);
    texts.keyBy(text -> text).reduce((one, other) -> other);
    texts.keyBy(text -> text).reduce((one, other) -> other).named("newest");
    texts.keyBy(text -> text).reduce((one, other) -> other).named("newest-2");

    assertThat(SnapshotRules.countedNames(pipeline.plan())).containsExactly("reduce-3");
  }

  @Test
  void noticesWhatStartsEmpty() {
    Snapshot before = snapshot();
    Snapshot without =
        new Snapshot(
            before.id(),
            before.pipeline(),
            before.created(),
            before.eventTimeMillis(),
            before.workers(),
            before.format(),
            before.stages().subList(1, 2),
            Map.of(),
            Map.of());
    assertThat(SnapshotRules.check(without, plan("texts", "joined", 3, false), false))
        .containsExactly(
            "Stage \"source\": not in snapshot 7; it is read from its start.",
            "Stage \"joined\": not in snapshot 7; it starts empty.");
  }

  @Test
  void refusesStateThatHasNoStageAnyMore() {
    Plan renamed = plan("texts", "renamed", 3, false);
    assertThat(problems(renamed, false))
        .containsExactly(
            "Stage \"joined\": found state of a LookupJoin of String ("
                + JOINED
                + ") in snapshot 7, and no such stage in the pipeline, which has \"source\", \"renamed\". Keep the name with"
                + " .named(\"joined\"), or run once with dropped state allowed.");
    assertThat(SnapshotRules.check(snapshot(), renamed, true))
        .containsExactly(
            "Stage \"renamed\": not in snapshot 7; it starts empty.",
            "Stage \"joined\": its state in snapshot 7 is left behind, as the pipeline has no such"
                + " stage.");
  }

  @Test
  void refusesStagesOfAnotherKindOrType() {
    assertThat(problems(plan("texts", "joined", 3, true), true))
        .containsExactly(
            "Stage \"joined\": found a LookupJoin of String ("
                + JOINED
                + ") in snapshot 7, required a LookupJoin of Integer ("
                + JOINED
                + "). Give the changed stage another name with .named(\"...\"), so that it"
                + " starts empty.");
    Pipeline mapped = Pipeline.named("texts");
    mapped.read(new Texts("source", 3)).map(text -> text).named("joined");
    assertThat(problems(mapped.plan(), true))
        .hasSize(1)
        .first()
        .asString()
        .contains("found a LookupJoin of String (" + JOINED + ") in snapshot 7, required a Map");
  }

  @Test
  void noticesStagesWithoutStateThatChanged() {
    Pipeline pipeline = Pipeline.named("texts");
    Stream<String> source = pipeline.read(new Texts("source", 3));
    Stream<String> length = source.map(text -> text).named("length");
    lookup(length, source).named("joined");
    assertThat(SnapshotRules.check(snapshot(), pipeline.plan(), false))
        .containsExactly(
            "Stage \"length\": found a Map of Integer in snapshot 7, now a Map of String.");
  }

  @Test
  void refusesFewerSplits() {
    assertThat(problems(plan("texts", "joined", 2, false), true))
        .containsExactly(
            "Stage \"source\": found 2 splits, required at least the 3 of snapshot 7, or records"
                + " would be lost. Read the source with as many splits as before.");
    assertThat(SnapshotRules.check(snapshot(), plan("texts", "joined", 4, false), false)).isEmpty();
  }

  @Test
  void namesAllProblemsTogether() {
    assertThat(problems(plan("words", "renamed", 1, false), false))
        .hasSize(3)
        .first()
        .isEqualTo(
            "Snapshot 7: found one of the pipeline \"texts\", required one of \"words\". Name"
                + " another directory, or give the pipeline its name again.");
  }

  private static List<String> problems(Plan plan, boolean allowDropped) {
    return catchThrowableOfType(
            PlanException.class, () -> SnapshotRules.check(snapshot(), plan, allowDropped))
        .problems();
  }

  private static Snapshot snapshot() {
    return new Snapshot(
        7,
        "texts",
        Instant.EPOCH,
        0,
        1,
        Snapshot.FORMAT,
        SnapshotRules.stages(plan("texts", "joined", 3, false)),
        Map.of("source", new long[3]),
        Map.of("joined", List.of(new Section(1, new byte[1]))));
  }

  private static Plan plan(String name, String joined, int splits, boolean lengths) {
    Pipeline pipeline = Pipeline.named(name);
    Stream<String> source = pipeline.read(new Texts("source", splits));
    source.map(text -> text.length()).named("length");
    if (lengths) {
      source
          .lookup(source, On.on(text -> text, text -> text), latest(), (left, right) -> 1)
          .named(joined);
    } else {
      lookup(source, source).named(joined);
    }
    return pipeline.plan();
  }

  private static Stream<String> lookup(Stream<String> left, Stream<String> right) {
    return left.lookup(right, On.on(text -> text, text -> text), latest(), (text, found) -> text);
  }

  private static Lookup<String, String> latest() {
    return Lookup.latest(Duration.ofHours(1));
  }
}
