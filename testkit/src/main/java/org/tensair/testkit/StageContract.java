package org.tensair.testkit;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tensair.api.AsyncOptions;
import org.tensair.api.Keyed;
import org.tensair.api.KeyedFunction;
import org.tensair.api.Split;
import org.tensair.api.Stream;
import org.tensair.api.Type;
import org.tensair.testkit.Collected.At;

/** The part of {@link RuntimeContract} on stages that keep nothing or the state of a key. */
abstract class StageContract extends ContractPipelines {

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
  void redistributionLosesNothing() throws Exception {
    Collected<Event> everywhere = Collected.as("everywhere");
    in().broadcast().to(everywhere);

    assertSame(run(totals(in().rebalance())), TOTALS);
    assertThat(everywhere.records()).as(what()).hasSize(8 * options().workers());
    assertThat(new HashSet<>(everywhere.records())).as(what()).hasSize(8);
  }
}
