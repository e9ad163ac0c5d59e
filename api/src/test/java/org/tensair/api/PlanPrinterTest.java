package org.tensair.api;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tensair.api.Lookup.last;
import static org.tensair.api.On.on;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PlanPrinterTest {

  private final Pipeline pipeline = Pipeline.named("words");
  private final Stream<String> lines = pipeline.read(new ListSource("lines", List.of("a", "b")));

  @Test
  void textTellsEachStageInOrder() {
    everyKeyedKind();
    assertThat(PlanPrinter.text(pipeline.plan()))
        .isEqualTo(
            """
            Pipeline "words"
              read "lines": String
                  source = lines, bounded = true, splits = 1
              filter "filter-2": String, from "lines"
              reduce "reduce-3": String, from "filter-2"
                  key = String
              window "counts": WindowResult<String, Long>, from "filter-2"
                  key = String, aggregate = Count, window = sliding, size = PT1M, slide = PT10S, allowedLateness = PT5S, combined = true
              side output "counts.late": String, from "counts"
              interval join "join-6": String, from "filter-2", "counts.late"
                  key = String, before = PT1S, after = PT0S, outer = true
              window join "join-7": String, from "lines", "join-6"
                  key = String, window = session, gap = PT1M, outer = false
              lookup "lookup-8": String, from "join-7", "lines"
                  key = String, lookup = last, durations = [PT1M, PT2M], aggregate = Count
              process "process-9": String, from "lookup-8"
                  key = String, timeToLive = PT1M
              broadcast "broadcast-10": String, from "process-9"
              async map "ask": String, from "broadcast-10"
                  concurrency = 100, ordered = false, timeout = PT10S, retries = 3, backoff = PT0.1S
              write "out": String, from "ask"
                  parallel = false
            """);
  }

  private void everyKeyedKind() {
    Stream<String> kept = lines.filter(line -> !line.isEmpty());
    kept.keyBy(line -> line).reduce((one, other) -> other);
    Stream<String> late =
        kept.keyBy(line -> line)
            .window(Window.sliding(ofMinutes(1), ofSeconds(10)))
            .allowedLateness(ofSeconds(5))
            .combined()
            .aggregate(Aggregates.count())
            .named("counts")
            .late(Type.of(String.class));
    Stream<String> joined =
        kept.keyBy(line -> line)
            .leftJoin(
                late.keyBy(line -> line),
                ofSeconds(1),
                ofSeconds(0),
                (line, other) -> line + other);
    lines
        .keyBy(line -> line)
        .join(
            joined.keyBy(line -> line), Window.session(ofMinutes(1)), (line, other) -> line + other)
        .lookup(
            lines,
            on(line -> line, line -> line),
            last(List.of(ofMinutes(1), ofMinutes(2)), Aggregates.count()),
            (line, counts) -> line + counts)
        .keyBy(line -> line)
        .<String, String>process(ofMinutes(1), (key, line, state, context) -> line)
        .as(Type.of(String.class))
        .broadcast()
        .<String>asyncMap(
            line -> CompletableFuture.completedFuture(line), AsyncOptions.defaults().unordered())
        .as(Type.of(String.class))
        .named("ask")
        .to(new NullSink("out"));
  }

  @Test
  void textTellsTheModelOperatorsOptions() {
    lines
        .<String>learn(
            Model.at(Path.of("models", "words")),
            context -> (line, row) -> {},
            learn ->
                learn.labels(
                    lines, on(line -> line, line -> line), ofMinutes(1), (line, row) -> {}))
        .named("model")
        .predictions()
        .to(new NullSink("out"));
    assertThat(PlanPrinter.text(pipeline.plan()))
        .contains(
            """
              learn "model": String, from "lines", "lines"
                  key = String, model = models/words, within = PT1M, batchSize = 32, maxBatchAge = PT6H, replicas = 2, staleness = 8, mode = automatic, replay = 0, seed = 1, device = cpu
            """);
  }

  @Test
  void dotIsAGraphWhoseTextIsEscaped() {
    lines
        .filter(line -> !line.isEmpty())
        .named("not \"empty\" \\ blank")
        .lookup(
            lines,
            on(line -> line, line -> line),
            last(ofMinutes(1), Aggregates.count()),
            (line, count) -> line + count)
        .named("counted")
        .to(new NullSink("out"));
    assertThat(PlanPrinter.dot(pipeline.plan()))
        .isEqualTo(
            """
            digraph "words" {
              rankdir=LR;
              node [shape=box];
              s0 [label="lines\\nread String"];
              s1 [label="not \\"empty\\" \\\\ blank\\nfilter String"];
              s0 -> s1;
              s2 [label="counted\\nlookup String"];
              s1 -> s2 [label="left"];
              s0 -> s2 [label="right"];
              s3 [label="out\\nwrite String"];
              s2 -> s3;
            }
            """);
  }

  @Test
  void jsonHasTheSame() {
    lines.keyBy(line -> line).window(Window.count(3)).aggregate(Aggregates.count()).named("a\"b");
    assertThat(PlanPrinter.json(pipeline.plan()))
        .isEqualTo(
            "{\"pipeline\":\"words\",\"stages\":["
                + "{\"name\":\"lines\",\"kind\":\"read\",\"type\":\"String\",\"inputs\":[],"
                + "\"options\":{\"source\":\"lines\",\"bounded\":true,\"splits\":1}},"
                + "{\"name\":\"a\\\"b\",\"kind\":\"window\",\"type\":\"WindowResult<String, Long>\","
                + "\"inputs\":[\"lines\"],\"options\":{\"key\":\"String\",\"aggregate\":\"Count\","
                + "\"window\":\"count\",\"records\":3}}]}\n");
  }

  @Test
  void jsonEscapesWhatMustNotStandInAString() {
    assertThat(JsonText.quoted("a\"\\/\n\u0001é\uD83D"))
        .isEqualTo("\"a\\\"\\\\/\\u000a\\u0001é\\ud83d\"");
    assertThat(JsonText.of(Map.of("list", List.of(1, 2L, true, "x"))))
        .isEqualTo("{\"list\":[1,2,true,\"x\"]}");
    assertThatThrownBy(() -> JsonText.of(1.5))
        .hasMessage(
            "JSON: found 1.5 of java.lang.Double, required a map, list, string, integer or truth"
                + " value.");
  }
}
