package org.tensair.engine;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.tensair.api.Lookup.last;
import static org.tensair.api.Lookup.latest;
import static org.tensair.api.On.on;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tensair.api.Aggregates;
import org.tensair.api.Execution;
import org.tensair.api.ExecutionFailedException;
import org.tensair.api.MapFunction;
import org.tensair.api.Pipeline;
import org.tensair.api.RunOptions;
import org.tensair.api.Sink;
import org.tensair.api.SinkWriter;
import org.tensair.api.Source;
import org.tensair.api.SourceReader;
import org.tensair.api.Stream;
import org.tensair.api.Type;
import org.tensair.engine.operator.Reason;

/** Whatever fails, the run stops and says which stage it was, for what record, and why. */
class FailureTest {

  private static final class Boom extends RuntimeException {
    Boom() {
      super("boom");
    }
  }

  private static <T, R> MapFunction<T, R> failing() {
    return value -> {
      throw new Boom();
    };
  }

  @Test
  void aFailingFunctionIsNamedWithItsRecordAndTime() throws Exception {
    Map<String, BiConsumer<Pipeline, Stream<Reading>>> cases =
        Map.of(
            "map",
                (pipeline, in) ->
                    in.map(FailureTest.<Reading, String>failing())
                        .as(Type.of(String.class))
                        .named("bad")
                        .to(new CollectingSink<>("out")),
            "filter",
                (pipeline, in) ->
                    in.filter(reading -> failing().apply(reading) == in)
                        .named("bad")
                        .to(new CollectingSink<>("out")),
            "flatMap",
                (pipeline, in) ->
                    in.<String>flatMap((reading, out) -> failing().apply(reading))
                        .as(Type.of(String.class))
                        .named("bad")
                        .to(new CollectingSink<>("out")),
            "left key",
                (pipeline, in) ->
                    in.lookup(
                            in,
                            on(reading -> (String) failing().apply(reading), Reading::key),
                            latest(ofMillis(1)),
                            Joined::new)
                        .named("bad")
                        .to(new CollectingSink<>("out")),
            "right key",
                (pipeline, in) ->
                    in.lookup(
                            in,
                            on(Reading::key, reading -> (String) failing().apply(reading)),
                            latest(ofMillis(1)),
                            Joined::new)
                        .named("bad")
                        .to(new CollectingSink<>("out")),
            "join",
                (pipeline, in) ->
                    in.lookup(
                            in,
                            on(Reading::key, Reading::key),
                            latest(ofMillis(1)),
                            (left, right) -> (Joined) failing().apply(left))
                        .named("bad")
                        .to(new CollectingSink<>("out")),
            "aggregate",
                (pipeline, in) ->
                    in.lookup(
                            in,
                            on(Reading::key, Reading::key),
                            last(
                                ofMillis(1),
                                Aggregates.<Reading>sum(
                                    reading -> (Double) failing().apply(reading))),
                            (left, sum) -> left)
                        .named("bad")
                        .to(new CollectingSink<>("out")),
            "write", (pipeline, in) -> in.to(new BadSink("bad", "write")));

    cases.forEach(
        (name, description) -> {
          Pipeline pipeline = Pipeline.named(name.replace(' ', '-'));
          description.accept(
              pipeline, pipeline.read(ListSource.of("in", Reading.of("a", 86_400_000, 7))));

          ExecutionFailedException failure = failureOf(pipeline);

          assertThat(failure.stage()).as(name).isEqualTo("bad");
          assertThat(failure).as(name).hasRootCauseInstanceOf(Boom.class);
          assertThat(failure)
              .as(name)
              .hasMessageContaining("Stage \"bad\" failed: ")
              .hasMessageContaining("of Reading[key=a, time=86400000, value=7]")
              .hasMessageContaining("at 1970-01-02T00:00:00Z")
              .hasMessageContaining("boom");
        });
  }

  @Test
  void aFailingSinkIsNamedWhateverItWasDoing() {
    for (String when : List.of("open", "flush", "close")) {
      Pipeline pipeline = Pipeline.named("sink-" + when);
      pipeline.read(ListSource.of("in", Reading.of("a", 1, 1))).to(new BadSink("bad", when));

      ExecutionFailedException failure = failureOf(pipeline);

      assertThat(failure.stage()).as(when).isEqualTo("bad");
      assertThat(failure).as(when).hasRootCauseInstanceOf(Boom.class);
    }
  }

  @Test
  void aFailingSourceIsNamedWithItsPosition() {
    for (String when : List.of("open", "read", "close")) {
      Pipeline pipeline = Pipeline.named("source-" + when);
      pipeline.read(new BadSource("bad", when)).to(new CollectingSink<>("out"));

      ExecutionFailedException failure = failureOf(pipeline);

      assertThat(failure.stage()).as(when).isEqualTo("bad");
      assertThat(failure).as(when).hasRootCauseInstanceOf(Boom.class);
    }
    Pipeline pipeline = Pipeline.named("position");
    pipeline.read(new BadSource("bad", "read")).to(new CollectingSink<>("out"));
    assertThat(failureOf(pipeline)).hasMessageContaining("split 0 after record 41");
  }

  @Test
  void anErrorWhileClosingFailsTheRunAndSkipsNoOtherClose() {
    Pipeline pipeline = Pipeline.named("closing-error");
    CollectingSink<Reading> good = new CollectingSink<>("good");
    Stream<Reading> in = pipeline.read(new BadSource("bad-source", "close error"));
    in.to(new BadSink("bad-sink", "close error"));
    in.to(good);

    assertThat(failureOf(pipeline)).hasRootCauseInstanceOf(AssertionError.class);
    assertThat(good.closed()).isTrue();
  }

  @Test
  void ownMessagesAreNotPrefixedWithTheirClass() {
    Pipeline pipeline = Pipeline.named("sentences");
    pipeline.read(ListSource.of("in", Reading.of("a", 1, 1))).to(new BadSink("bad", "open"));
    assertThat(failureOf(pipeline)).hasMessage("Stage \"bad\" failed: opening the sink: boom");

    assertThat(Reason.of(new IOException("x.csv: found no such file.")))
        .isEqualTo("x.csv: found no such file.");
    assertThat(Reason.of(new NoSuchFileException("x.csv")))
        .isEqualTo("java.nio.file.NoSuchFileException: x.csv");
    assertThat(Reason.of(new IOException())).isEqualTo("java.io.IOException");
  }

  @Test
  void nullIsNoRecord() {
    Pipeline pipeline = Pipeline.named("null");
    pipeline
        .read(ListSource.of("in", Reading.of("a", 1, 1)))
        .map(reading -> nothing())
        .as(Type.of(String.class))
        .named("bad")
        .to(new CollectingSink<>("out"));

    assertThat(failureOf(pipeline))
        .hasMessageContaining("Stage \"bad\" failed: map of Reading[")
        .hasMessageContaining("found null, required a record");
  }

  @Test
  void aFailureAfterAFlatMapIsNotTheFlatMaps() {
    Pipeline pipeline = Pipeline.named("after");
    pipeline
        .read(ListSource.of("in", Reading.of("a", 1, 1)))
        .<Reading>flatMap(
            (reading, out) -> {
              try {
                out.accept(reading);
              } catch (RuntimeException swallowed) {
                out.accept(reading);
              }
            })
        .as(Type.of(Reading.class))
        .map(FailureTest.<Reading, String>failing())
        .as(Type.of(String.class))
        .named("bad")
        .to(new CollectingSink<>("out"));

    assertThat(failureOf(pipeline).stage()).isEqualTo("bad");
  }

  @Test
  void aReaderCannotSwallowTheFailureOfALaterStage() {
    Pipeline pipeline = Pipeline.named("swallowed by a reader");
    pipeline
        .read(new Swallowing("in"))
        .map(FailureTest.<Reading, String>failing())
        .as(Type.of(String.class))
        .named("bad")
        .to(new CollectingSink<>("out"));

    assertThat(failureOf(pipeline).stage()).isEqualTo("bad");
  }

  @Test
  void aFailedRunClosesItsSinksWithoutFlushingThem() {
    Pipeline pipeline = Pipeline.named("closing");
    CollectingSink<Reading> good = new CollectingSink<>("good");
    Stream<Reading> in = pipeline.read(ListSource.of("in", Reading.of("a", 1, 1)));
    in.to(good);
    in.to(new BadSink("bad", "write"));

    failureOf(pipeline);

    assertThat(good.closed()).isTrue();
    assertThat(good.flushed()).isFalse();
  }

  private static ExecutionFailedException failureOf(Pipeline pipeline) {
    Execution execution = pipeline.start(RunOptions.defaults());
    ExecutionFailedException failure =
        catchThrowableOfType(ExecutionFailedException.class, execution::await);
    assertThat(failure).isNotNull();
    return failure;
  }

  @SuppressWarnings("NullAway") // What a careless user function does.
  private static String nothing() {
    return (String) (@Nullable Object) null;
  }

  private record BadSink(String name, String when) implements Sink<Reading> {

    @Override
    public SinkWriter<Reading> open() {
      fail("open");
      return new SinkWriter<>() {
        @Override
        public void write(Reading value, long eventTime) {
          fail("write");
        }

        @Override
        public void flush() {
          fail("flush");
        }

        @Override
        public void close() throws IOException {
          fail("close");
        }
      };
    }

    private void fail(String now) {
      if (when.equals(now + " error")) {
        throw new AssertionError("boom");
      }
      if (now.equals(when)) {
        throw new Boom();
      }
    }
  }

  /**
   * Live and read by the worker itself, so that its records enter the chain as they are emitted.
   */
  private record Swallowing(String name) implements Source<Reading> {

    @Override
    public Type<Reading> type() {
      return Type.of(Reading.class);
    }

    @Override
    public boolean bounded() {
      return false;
    }

    @Override
    public boolean blocking() {
      return false;
    }

    @Override
    public SourceReader<Reading> open(int split) {
      return new SourceReader<>() {
        private long position;

        @Override
        public boolean read(Output<Reading> out, int max) {
          try {
            out.emit(Reading.of("a", 1, 1), position++);
          } catch (RuntimeException swallowed) {
            position++;
          }
          return true;
        }

        @Override
        public long position() {
          return position;
        }

        @Override
        public void close() {}
      };
    }
  }

  private record BadSource(String name, String when) implements Source<Reading> {

    @Override
    public Type<Reading> type() {
      return Type.of(Reading.class);
    }

    @Override
    public boolean bounded() {
      return true;
    }

    @Override
    public SourceReader<Reading> open(int split) {
      fail("open");
      return new SourceReader<>() {
        @Override
        public boolean read(Output<Reading> out, int max) {
          out.emit(Reading.of("a", 1, 1), 1);
          fail("read");
          return false;
        }

        @Override
        public long position() {
          return 41;
        }

        @Override
        public void close() {
          fail("close");
        }
      };
    }

    private void fail(String now) {
      if (when.equals(now + " error")) {
        throw new AssertionError("boom");
      }
      if (now.equals(when)) {
        throw new Boom();
      }
    }
  }
}
