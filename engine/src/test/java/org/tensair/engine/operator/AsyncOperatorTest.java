package org.tensair.engine.operator;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensair.api.AsyncFunction;
import org.tensair.api.AsyncOptions;
import org.tensair.api.ExecutionFailedException;

/** Requests, their answers, and the event time behind them. */
class AsyncOperatorTest {

  private static final AsyncOptions OPTIONS = AsyncOptions.defaults().retries(0, ofMillis(1));

  private final List<CompletableFuture<Object>> requests = new ArrayList<>();
  private final List<Object> results = new ArrayList<>();
  private final Clock clock = new Clock();
  private Runnable whileWaiting = () -> LockSupport.parkNanos(100_000);

  private AsyncOperator operator(AsyncOptions options) {
    return operator(
        options,
        record -> {
          CompletableFuture<Object> request = new CompletableFuture<>();
          requests.add(request);
          return request;
        });
  }

  private AsyncOperator operator(AsyncOptions options, AsyncFunction<Object, Object> function) {
    AsyncOperator operator =
        new AsyncOperator(
            "ask",
            new StageCounters(true),
            function,
            options,
            options.ordered(),
            clock,
            () -> whileWaiting.run());
    operator.connect(
        new Port() {
          @Override
          public void accept(Object record, long eventTime) {
            assertThat(eventTime).isGreaterThan(operator.clockBehind().now());
            results.add(record + "@" + eventTime);
          }
        });
    return operator;
  }

  @Test
  void answersLeaveInTheOrderOfTheirRecords() {
    AsyncOperator operator = operator(OPTIONS);
    operator.accept("a", 1);
    operator.accept("b", 2);

    requests.get(1).complete("B");
    assertThat(operator.poll()).isTrue();
    assertThat(results).isEmpty();
    requests.get(0).complete("A");
    operator.poll();

    assertThat(results).containsExactly("A@1", "B@2");
    assertThat(operator.waits()).isFalse();
    assertThat(operator.poll()).isFalse();
  }

  @Test
  void orAsTheyCome() {
    AsyncOperator operator = operator(OPTIONS.unordered());
    operator.accept("a", 1);
    operator.accept("b", 2);

    requests.get(1).complete("B");
    operator.poll();
    requests.get(0).complete("A");
    operator.poll();

    assertThat(results).containsExactly("B@2", "A@1");
  }

  @Test
  void eventTimeStaysBeforeTheEarliestAnswerToCome() {
    AsyncOperator operator = operator(OPTIONS.unordered());
    Clock behind = operator.clockBehind();
    operator.accept("a", 5);
    clock.advance(5);
    operator.accept("b", 8);
    clock.advance(10);
    assertThat(behind.now()).isEqualTo(4);

    requests.get(0).complete("A");
    operator.poll();
    assertThat(behind.now()).isEqualTo(7);
    requests.get(1).complete("B");
    operator.poll();
    assertThat(behind.now()).isEqualTo(10);
    clock.advance(11);
    assertThat(behind.now()).isEqualTo(11);
  }

  @Test
  void stagesBehindAreToldOfTheTimeOnlyThen() {
    AsyncOperator operator = operator(OPTIONS);
    List<Long> told = new ArrayList<>();
    Clock behind = operator.clockBehind();
    behind.add(
        watermark -> {
          told.add(watermark);
          return Long.MAX_VALUE;
        });
    behind.due(5);
    operator.accept("a", 5);

    clock.advance(Long.MAX_VALUE);
    assertThat(told).isEmpty();
    requests.get(0).complete("A");
    operator.settle();

    assertThat(told).first().isEqualTo(5L);
    assertThat(results).containsExactly("A@5");
  }

  @Test
  void asManyRequestsAreOpenAsThereMayBe() {
    AsyncOperator operator = operator(OPTIONS.concurrency(2));
    operator.accept("a", 1);
    operator.accept("b", 2);
    whileWaiting =
        () -> {
          assertThat(requests).hasSize(2);
          requests.get(0).complete("A");
        };
    operator.accept("c", 3);

    assertThat(requests).hasSize(3);
    assertThat(results).containsExactly("A@1");
  }

  @Test
  void whoeverWaitsCanBeStopped() {
    AsyncOperator operator = operator(OPTIONS.concurrency(1));
    operator.accept("a", 1);
    whileWaiting =
        () -> {
          throw new CancellationException();
        };

    assertThatThrownBy(() -> operator.accept("b", 2)).isInstanceOf(CancellationException.class);
    assertThatThrownBy(operator::settle).isInstanceOf(CancellationException.class);
  }

  @Test
  void aFailedAttemptIsMadeAgainAfterLongerAndLongerWaits() {
    List<Long> asked = new ArrayList<>();
    AsyncOperator operator =
        operator(
            OPTIONS.retries(3, ofMillis(20)),
            record -> {
              asked.add(System.nanoTime());
              return switch (asked.size()) {
                case 1 -> CompletableFuture.failedFuture(new IllegalStateException("busy"));
                case 2 -> throw new IllegalStateException("no route");
                case 3 -> nothing();
                default -> CompletableFuture.completedFuture("A");
              };
            });
    operator.accept("a", 1);
    operator.settle();

    assertThat(results).containsExactly("A@1");
    for (int i = 0; i < 3; i++) {
      assertThat(asked.get(i + 1) - asked.get(i)).isGreaterThanOrEqualTo(20_000_000L << i);
    }
  }

  @Test
  void theLastFailureNamesStageRecordTimeAttemptsAndCause() {
    AsyncOperator operator =
        operator(
            OPTIONS.retries(2, ofMillis(1)),
            record ->
                CompletableFuture.supplyAsync(
                    () -> {
                      throw new IllegalStateException("busy");
                    }));
    operator.accept("a", 86_400_000);

    assertThatThrownBy(operator::settle)
        .isInstanceOf(ExecutionFailedException.class)
        .hasRootCauseInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Stage \"ask\" failed: the last of 3 attempts of a at 1970-01-02T00:00:00Z:"
                + " java.lang.IllegalStateException: busy");
  }

  @Test
  void anAttemptThatTakesTooLongIsGivenUp() {
    AsyncOperator operator = operator(OPTIONS.timeout(ofMillis(10)).retries(1, ofMillis(1)));
    operator.accept("a", 1);

    assertThatThrownBy(operator::settle)
        .hasRootCauseInstanceOf(TimeoutException.class)
        .hasMessageContaining("the last of 2 attempts of a at")
        .hasMessageContaining("found no answer within 10 ms, required one.");
    assertThat(requests).hasSize(2).allMatch(CompletableFuture::isCancelled);
  }

  @Test
  void anAnswerAfterItsTimeOutIsNotListenedTo() {
    List<Late> late = new ArrayList<>();
    AsyncOperator operator =
        operator(
            OPTIONS.timeout(ofMillis(10)).retries(1, ofMillis(1)),
            record -> {
              late.add(new Late());
              return late.get(late.size() - 1);
            });
    operator.accept("a", 1);
    while (late.size() < 2) {
      operator.poll();
    }
    late.get(0).answer("old");
    operator.poll();
    assertThat(results).isEmpty();
    late.get(1).answer("new");
    operator.poll();

    assertThat(results).containsExactly("new@1");
  }

  /** A request that cannot be cancelled. */
  private static final class Late extends CompletableFuture<Object> {
    @Override
    public boolean cancel(boolean interrupts) {
      throw new UnsupportedOperationException();
    }

    void answer(Object result) {
      complete(result);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whateverTheServiceDoesEveryRecordIsAnsweredOnceAndInTime(long seed) {
    Random random = new Random(seed);
    boolean ordered = random.nextBoolean();
    AsyncOptions options =
        new AsyncOptions(1 + random.nextInt(8), ordered, ofSeconds(10), 20, ofMillis(1));
    AsyncOperator operator =
        operator(
            options,
            record -> {
              boolean fails = random.nextInt(4) == 0;
              return random.nextInt(3) == 0
                  ? answer(record, fails)
                  : CompletableFuture.supplyAsync(() -> answer(record, fails).join());
            });
    List<Object> expected = new ArrayList<>();
    long time = 0;
    for (int i = 0; i < 300; i++) {
      long at = time + 1 + random.nextInt(3);
      operator.accept(i, at);
      expected.add(i + "@" + at);
      operator.poll();
      if (random.nextInt(3) == 0) {
        time = at;
        clock.advance(time);
      }
    }
    operator.settle();

    assertThat(operator.clockBehind().now()).as("seed %d", seed).isEqualTo(clock.now());
    if (ordered) {
      assertThat(results).as("seed %d", seed).isEqualTo(expected);
    } else {
      assertThat(results).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private static CompletableFuture<Object> answer(Object record, boolean fails) {
    return fails
        ? CompletableFuture.failedFuture(new IllegalStateException("busy"))
        : CompletableFuture.completedFuture(record);
  }

  @SuppressWarnings({"NullAway", "unchecked"}) // What a careless user function does.
  private static CompletionStage<Object> nothing() {
    return (CompletionStage<Object>) (@Nullable Object) null;
  }
}
