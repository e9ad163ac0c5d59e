package org.tensair.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tensair.api.LearnOptions.within;
import static org.tensair.api.Lookup.latest;
import static org.tensair.api.On.on;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tensair.api.Execution;
import org.tensair.api.LearnOptions;
import org.tensair.api.LearningResult;
import org.tensair.api.Model;
import org.tensair.api.Pipeline;
import org.tensair.api.RunOptions;
import org.tensair.api.Source;
import org.tensair.api.SourceReader;
import org.tensair.api.Stream;
import org.tensair.api.Type;

/** Live input, back-pressure, and the ends of a run. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RunTest {

  private static final RunOptions OPTIONS = RunOptions.defaults().workers(1);

  @Test
  void liveRecordsNeverWaitForTheTableSideOrIdleSplits() throws Exception {
    Pipeline pipeline = Pipeline.named("live");
    LiveSource left = new LiveSource("left", 2);
    LiveSource right = new LiveSource("right", 1);
    GatedSink<Joined> sink = GatedSink.reporting("out", 1);
    CollectingSink<Joined> joined = new CollectingSink<>("joined");
    Stream<Joined> stream =
        pipeline
            .read(left)
            .lookup(
                pipeline.read(right),
                on(Reading::key, Reading::key),
                latest(ofSeconds(1)),
                Joined::new);
    stream.to(joined);
    stream.to(sink);

    try (Execution execution = pipeline.start(OPTIONS)) {
      left.feed(1, Reading.of("a", 10, 1));
      sink.reached().await();
      assertThat(joined.records()).containsExactly(new Joined(Reading.of("a", 10, 1), null));
      assertThat(execution.await(ofMillis(1))).isFalse();
    }
    assertThat(left.closed()).hasValue(2);
    assertThat(right.closed()).hasValue(1);
  }

  @Test
  void aLiveRowIsFoundFromTheMomentItHasArrived() throws Exception {
    Pipeline pipeline = Pipeline.named("live-table");
    LiveSource left = new LiveSource("left", 1);
    LiveSource right = new LiveSource("right", 1);
    GatedSink<Reading> arrived = GatedSink.reporting("arrived", 2);
    GatedSink<Joined> sink = GatedSink.reporting("out", 2);
    CollectingSink<Joined> joined = new CollectingSink<>("joined");
    Stream<Reading> table = pipeline.read(right);
    Stream<Joined> stream =
        pipeline
            .read(left)
            .lookup(table, on(Reading::key, Reading::key), latest(ofSeconds(1)), Joined::new);
    table.to(arrived);
    stream.to(joined);
    stream.to(sink);

    try (Execution execution = pipeline.start(OPTIONS)) {
      right.feed(0, Reading.of("a", 10, 100));
      right.feed(0, Reading.of("a", 20, 200));
      arrived.reached().await();
      left.feed(0, Reading.of("a", 20, 1));
      // Behind the newest row, and still finds the one of its time.
      left.feed(0, Reading.of("a", 15, 2));
      sink.reached().await();

      assertThat(execution.metrics()).containsEntry("records_late{left}", 1.0);
    }
    assertThat(joined.records())
        .containsExactly(
            new Joined(Reading.of("a", 20, 1), Reading.of("a", 20, 200)),
            new Joined(Reading.of("a", 15, 2), Reading.of("a", 10, 100)));
  }

  @Test
  void liveSamplesArePredictedWithoutWaitingForABatchToFill() throws Exception {
    Pipeline pipeline = Pipeline.named("live-model");
    LiveSource samples = new LiveSource("samples", 1);
    LiveSource labels = new LiveSource("labels", 1);
    GatedSink<Object> predicted = GatedSink.reporting("predicted", 1);
    Stream<Reading> labelStream = pipeline.read(labels);
    pipeline
        .read(samples)
        .learn(
            new Model("live-10"),
            context -> (reading, row) -> row.putInt(0, 0, reading.value()),
            (LearnOptions<Reading, Reading> options) ->
                options.labels(
                    labelStream,
                    on(Reading::key, Reading::key),
                    within(ofSeconds(1)),
                    (label, row) -> row.putFloat(0, 0, 1)))
        .predictions()
        .to(predicted);

    try (Execution execution = pipeline.start(OPTIONS)) {
      samples.feed(0, Reading.of("a", 10, 3));
      predicted.reached().await();

      execution.stop();
      execution.await();
      assertThat(execution.learning().values())
          .extracting(LearningResult::predicted)
          .containsExactly(1L);
    }
  }

  @Test
  void stopFinishesWhatWasRead() throws Exception {
    for (boolean bounded : new boolean[] {true, false}) {
      Pipeline pipeline = Pipeline.named("stop");
      EndlessSource source = new EndlessSource("in", bounded);
      GatedSink<Reading> sink = GatedSink.reporting("out", 10_000);
      CollectingSink<Integer> other = new CollectingSink<>("other");
      Stream<Reading> in = pipeline.read(source);
      in.to(sink);
      in.filter(reading -> reading.time() < 10).map(Reading::value).to(other);

      Execution execution = pipeline.start(OPTIONS);
      sink.reached().await();
      execution.stop();
      execution.await();

      assertThat(sink.written()).hasValue(source.emitted().get());
      assertThat(other.records()).hasSize(10);
      assertThat(other.flushed()).isTrue();
      assertThat(other.closed()).isTrue();
    }
  }

  @Test
  void stopReachesAReadThatBlocks() throws Exception {
    Pipeline pipeline = Pipeline.named("blocked-read");
    CountDownLatch reading = new CountDownLatch(1);
    CollectingSink<Reading> sink = new CollectingSink<>("out");
    pipeline.read(new BlockedSource(reading)).to(sink);

    Execution execution = pipeline.start(OPTIONS);
    reading.await();
    execution.stop();
    execution.await();

    assertThat(sink.records()).containsExactly(Reading.of("a", 1, 1));
    assertThat(sink.flushed()).isTrue();
  }

  @Test
  void closeGivesUpAtOnceAndLeavesNoThread() throws Exception {
    Pipeline pipeline = Pipeline.named("closed-early");
    GatedSink<Reading> blocked = GatedSink.blockingAt("blocked", 5_000);
    CollectingSink<Reading> sink = new CollectingSink<>("out");
    Stream<Reading> in = pipeline.read(new EndlessSource("in", true));
    in.to(sink);
    in.to(blocked);

    Execution execution = pipeline.start(OPTIONS);
    blocked.reached().await();
    execution.close();

    assertThat(execution.await(Duration.ZERO)).isTrue();
    assertThat(sink.closed()).isTrue();
    assertThat(sink.flushed()).isFalse();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("reader") && name.endsWith("closed-early"));
  }

  @Test
  void closeEndsTheReplicasOfAModel() throws Exception {
    Pipeline pipeline = Pipeline.named("closed-model");
    GatedSink<Object> blocked = GatedSink.blockingAt("blocked", 5_000);
    Stream<Reading> labels = pipeline.read(new EndlessSource("labels", true));
    pipeline
        .read(new EndlessSource("samples", true))
        .learn(
            new Model("closed-1"),
            context -> (reading, row) -> row.putInt(0, 0, 0),
            (LearnOptions<Reading, Reading> options) ->
                options.labels(
                    labels,
                    on(Reading::time, Reading::time),
                    within(ofSeconds(1)),
                    (label, row) -> row.putFloat(0, 0, 1)))
        .predictions()
        .to(blocked);

    Execution execution = pipeline.start(OPTIONS);
    blocked.reached().await();
    execution.close();

    assertThat(execution.await(Duration.ZERO)).isTrue();
    assertThat(LedgerRuntime.loaded("closed-1").closed()).isTrue();
  }

  @Test
  void aSlowSinkHoldsTheSourcesBack() throws Exception {
    Pipeline pipeline = Pipeline.named("slow");
    EndlessSource source = new EndlessSource("in", true);
    GatedSink<Reading> sink = GatedSink.blockingAt("out", 50_000);
    pipeline.read(source).to(sink);

    try (Execution execution = pipeline.start(OPTIONS)) {
      sink.reached().await();
      // The reader fills what circulates and parks, however long the sink blocks.
      assertThat(execution.await(ofMillis(200))).isFalse();
      assertThat(source.emitted().get()).isBetween(50_000L, 50_000L + 6 * 1_024);
      sink.gate().countDown();
    }
  }

  @Test
  void aSourceIsNotReadFurtherAheadThanTheGreatestSkew() throws Exception {
    Pipeline pipeline = Pipeline.named("skew");
    EndlessSource ahead = new EndlessSource("ahead", true);
    CountDownLatch reading = new CountDownLatch(1);
    CollectingSink<Reading> sink = new CollectingSink<>("out");
    pipeline.read(ahead).merge(pipeline.read(new BlockedSource(reading))).to(sink);

    try (Execution execution = pipeline.start(OPTIONS.maxSkew(ofMillis(10)))) {
      reading.await();
      assertThat(execution.await(ofMillis(1))).isFalse();
      // One batch, which the merge may need, and no more.
      assertThat(ahead.emitted().get()).isLessThanOrEqualTo(2 * 1_024);
    }
  }

  @Test
  void aPipelineCanBeStartedAgain() throws Exception {
    Pipeline pipeline = Pipeline.named("again");
    GatedSink<Reading> sink = GatedSink.reporting("out", 2);
    pipeline.read(ListSource.of("in", Reading.of("a", 1, 1))).to(sink);

    pipeline.start(OPTIONS).await();
    pipeline.start(OPTIONS).await();

    assertThat(sink.written()).hasValue(2);
  }

  /** Gives one record and then blocks for ever. */
  record BlockedSource(CountDownLatch reading) implements Source<Reading> {

    @Override
    public String name() {
      return "blocked";
    }

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
      return new SourceReader<>() {
        private boolean first = true;

        @Override
        public boolean read(Output<Reading> out, int max) throws InterruptedException {
          if (first) {
            first = false;
            out.emit(Reading.of("a", 1, 1), 1);
          } else {
            reading.countDown();
            new CountDownLatch(1).await();
          }
          return true;
        }

        @Override
        public long position() {
          return first ? 0 : 1;
        }

        @Override
        public void close() {}
      };
    }
  }
}
