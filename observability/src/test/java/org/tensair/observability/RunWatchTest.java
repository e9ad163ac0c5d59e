package org.tensair.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.tensair.api.Execution;
import org.tensair.api.LearningResult;

class RunWatchTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void readsTheEndOfARunHoweverShort() throws InterruptedException {
    Throughput throughput = watch(true, () -> Runs.result(0.8, 0.4, 0.8)).finish();
    assertThat(throughput.samples()).last().extracting("predicted").isEqualTo(3_000L);
    assertThat(text()).contains("3,000 rows", "AUC 0.800").endsWith(System.lineSeparator());
  }

  @Test
  void leavesTheTerminalOnALineOfItsOwn() throws InterruptedException {
    watch(false, () -> Runs.result(0.8, 0.4, 0.8)).finish();
    assertThat(text()).contains("replicas 2 staleness 2.0").endsWith("\n");
  }

  @Test
  void doesNotHideThatARunCannotBeRead() {
    RunWatch watch =
        watch(
            true,
            () -> {
              throw new IllegalStateException("no result");
            });
    assertThatThrownBy(watch::finish).hasMessage("no result");
  }

  @Test
  void readsOnWithoutADisplayThatFails() throws InterruptedException {
    List<Supplier<Display>> failing =
        List.of(
            () -> {
              throw new IllegalStateException("no terminal");
            },
            () -> new FailingDisplay());
    for (Supplier<Display> display : failing) {
      Throughput throughput =
          new RunWatch(
                  new Finished(() -> Runs.result(0.8, 0.4, 0.8)),
                  "delays",
                  display,
                  ProcessClock.sinceProcessStart(),
                  0)
              .finish();
      assertThat(throughput.samples()).last().extracting("predicted").isEqualTo(3_000L);
    }
  }

  private static final class FailingDisplay implements Display {
    @Override
    public void show(double seconds, double recordsPerSecond, LearningResult result) {
      throw new IllegalStateException("the terminal is gone");
    }

    @Override
    public void close() {
      throw new AssertionError("closed a display that was left out");
    }
  }

  private RunWatch watch(boolean plain, Supplier<LearningResult> result) {
    PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    Progress progress = new Progress(out, plain, ProcessClock.sinceProcessStart());
    return progress.watch(new Finished(result), "delays", "flights", 3_000, 0);
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** A run that has ended. */
  private record Finished(Supplier<LearningResult> result) implements Execution {
    @Override
    public String pipeline() {
      return "flight-delays";
    }

    @Override
    public void await() {}

    @Override
    public boolean await(Duration timeout) {
      return true;
    }

    @Override
    public void stop() {}

    @Override
    public CompletionStage<Long> snapshot() {
      return CompletableFuture.failedFuture(new IllegalStateException("ended"));
    }

    @Override
    public void close() {}

    @Override
    public Map<String, Double> metrics() {
      return Map.of();
    }

    @Override
    public Map<String, LearningResult> learning() {
      return Map.of("delays", result.get());
    }
  }
}
