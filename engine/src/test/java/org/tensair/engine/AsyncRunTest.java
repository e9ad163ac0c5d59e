package org.tensair.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensair.api.Aggregates;
import org.tensair.api.AsyncOptions;
import org.tensair.api.Execution;
import org.tensair.api.ExecutionFailedException;
import org.tensair.api.Pipeline;
import org.tensair.api.RunOptions;
import org.tensair.api.Type;
import org.tensair.api.Window;
import org.tensair.api.WindowResult;

/** Stages that ask an outside service, in whole pipelines. */
class AsyncRunTest {

  private static final AsyncOptions OPTIONS =
      AsyncOptions.defaults().concurrency(10).retries(0, ofMillis(1));

  private static CompletableFuture<Reading> slow(Reading reading) {
    Executor later =
        CompletableFuture.delayedExecutor(
            ThreadLocalRandom.current().nextInt(2_000), TimeUnit.MICROSECONDS);
    return CompletableFuture.supplyAsync(() -> reading, later);
  }

  private static CompletableFuture<Reading> slow(WindowResult<String, Long> result) {
    return slow(Reading.of(result.key(), result.end() - 1, result.value().intValue()));
  }

  /** Windows before and behind: what they count is right only if no answer is late. */
  @ParameterizedTest
  @CsvSource({"1, true", "1, false", "3, true", "3, false"})
  void windowsBehindAServiceMissNothing(int workers, boolean ordered) throws Exception {
    List<Reading> readings = new ArrayList<>();
    for (int time = 0; time < 2_000; time++) {
      readings.add(Reading.of("k" + time % 3, time, 1));
    }
    AsyncOptions options = ordered ? OPTIONS : OPTIONS.unordered();
    CollectingSink<WindowResult<String, Long>> sink = new CollectingSink<>("out");
    Pipeline pipeline = Pipeline.named("windows");
    pipeline
        .read(ListSource.of("in", readings))
        .asyncMap(AsyncRunTest::slow, options)
        .as(Type.of(Reading.class))
        .keyBy(Reading::key)
        .window(Window.tumbling(ofMillis(10)))
        .aggregate(Aggregates.<Reading>sumLong(Reading::value))
        .asyncMap(AsyncRunTest::slow, options)
        .as(Type.of(Reading.class))
        .keyBy(Reading::key)
        .window(Window.tumbling(ofMillis(100)))
        .aggregate(Aggregates.<Reading>sumLong(Reading::value))
        .to(sink);

    Execution execution = pipeline.start(RunOptions.defaults().workers(workers));
    assertThat(execution.await(ofSeconds(60))).as("ended").isTrue();

    assertThat(sink.records()).hasSize(60);
    assertThat(sink.records().stream().mapToLong(WindowResult::value).sum()).isEqualTo(2_000);
    assertThat(sink.times()).allMatch(time -> time % 100 == 99);
  }

  @Test
  void aFailingServiceEndsTheRun() {
    Pipeline pipeline = Pipeline.named("failing");
    pipeline
        .read(ListSource.of("in", Reading.of("a", 1, 1)))
        .asyncMap(
            reading ->
                CompletableFuture.<Reading>failedFuture(new IllegalStateException("no route")),
            OPTIONS)
        .as(Type.of(Reading.class))
        .named("ask")
        .to(new CollectingSink<>("out"));

    assertThatThrownBy(() -> pipeline.start(RunOptions.defaults()).await())
        .isInstanceOf(ExecutionFailedException.class)
        .hasMessageContaining("Stage \"ask\" failed: the last of 1 attempts of Reading[key=a,")
        .hasMessageContaining("no route");
  }

  @Test
  void aRunThatWaitsForAServiceCanBeClosed() throws Exception {
    Pipeline pipeline = Pipeline.named("closed");
    CompletableFuture<Reading> never = new CompletableFuture<>();
    CompletableFuture<Boolean> asked = new CompletableFuture<>();
    pipeline
        .read(new EndlessSource("in", true))
        .asyncMap(
            reading -> {
              asked.complete(true);
              return never;
            },
            OPTIONS.timeout(ofSeconds(1_000)))
        .as(Type.of(Reading.class))
        .to(new CollectingSink<>("out"));
    Execution execution = pipeline.start(RunOptions.defaults().workers(1));
    asked.get(10, TimeUnit.SECONDS);

    long from = System.nanoTime();
    execution.close();

    assertThat(System.nanoTime() - from).isLessThan(5_000_000_000L);
  }
}
