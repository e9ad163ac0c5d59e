package org.tensair.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensair.api.Aggregates;
import org.tensair.api.DeadLetter;
import org.tensair.api.Execution;
import org.tensair.api.ExecutionFailedException;
import org.tensair.api.SnapshotOptions;
import org.tensair.api.Stream;
import org.tensair.testkit.Collected.At;

/**
 * What every runtime does with bounded sources, in small exact cases. Extend it in a module whose
 * class path has the runtime, and say how pipelines are run; once for each number of workers.
 *
 * <pre>
 * split 0   a1@1        b2@2        a3@12        c9@15
 * split 1   b10@1              a20@4       b30@14       a40@25
 * table     a100@0             b300@5  a200@12
 * </pre>
 */
public abstract class RuntimeContract extends WindowContract {

  @Test
  void recordsThatCannotBeReadAreDeadLetters() throws Exception {
    Stream<Event> in = pipeline.read(bad());
    Collected<DeadLetter> letters = Collected.as("letters");
    in.deadLetters().to(letters);

    assertSame(run(in), List.of(new At<>(event("a", 1, 1), 1), new At<>(event("b", 2, 2), 2)));
    assertThat(letters.records())
        .as(what())
        .extracting(At::value)
        .containsExactly(new DeadLetter("bad", 0, 1, "garbled", "bad: found a bad event."));
  }

  @Test
  void aRecordThatCannotBeReadEndsTheRunWhereThisWasAskedFor() {
    pipeline.read(bad()).stopAtBadRecords().to(Collected.as("out"));

    assertThatThrownBy(() -> finish(pipeline.start(options())))
        .as(what())
        .isInstanceOf(ExecutionFailedException.class)
        .hasMessageContaining("found a bad event")
        .extracting(failure -> ((ExecutionFailedException) failure).stage())
        .isEqualTo("bad");
  }

  @Test
  void aStoppedRunFinishesWhatItHasRead() throws Exception {
    String name = UUID.randomUUID().toString();
    Collected<Event> sink = Collected.as("out");
    pipeline
        .read(new Events("in", many(), name))
        .peek(event -> Gates.count(name).incrementAndGet())
        .to(sink);

    Execution execution = pipeline.start(options());
    try (execution) {
      await(sink);
      execution.stop();
      finish(execution);
    }

    assertThat(sink.records())
        .as(what())
        .hasSize(Gates.count(name).get())
        .hasSizeBetween(1, 2 * MANY - 1);
  }

  @Test
  void aFailureNamesItsStageAndItsCause() {
    in().map(event -> valued(event, 12 / (event.value() - 3)))
        .named("divides")
        .keyBy(Event::key)
        .aggregate(Aggregates.count())
        .to(Collected.as("out"));

    assertThatThrownBy(() -> finish(pipeline.start(options())))
        .as(what())
        .isInstanceOf(ExecutionFailedException.class)
        .hasRootCauseInstanceOf(ArithmeticException.class)
        .extracting(failure -> ((ExecutionFailedException) failure).stage())
        .isEqualTo("divides");
  }

  @Test
  void aRestoredRunGoesOnWithTheStateOfItsSnapshot(@TempDir Path directory) throws Exception {
    String gate = UUID.randomUUID().toString();
    Collected<Event> sink = Collected.as("out");
    totals(pipeline.read(new Events("in", many(), gate))).to(sink);
    SnapshotOptions snapshots = SnapshotOptions.in(directory).every(Duration.ofHours(1));

    try (Execution execution = pipeline.start(options().snapshots(snapshots))) {
      await(sink);
      long number =
          execution.snapshot().toCompletableFuture().get(LONGEST.toSeconds(), TimeUnit.SECONDS);
      assertThat(number).as(what()).isPositive();
    }
    Gates.of(gate).countDown();
    finish(pipeline.start(options().snapshots(snapshots.restored())));

    List<At<Event>> expected = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      expected.add(total("a", i, i + 1));
      expected.add(total("b", i, i + 1));
    }
    // A sink without transactions gets each at least once; a record counted twice gives others.
    assertThat(new HashSet<>(sink.records())).as(what()).isEqualTo(new HashSet<>(expected));
  }
}
