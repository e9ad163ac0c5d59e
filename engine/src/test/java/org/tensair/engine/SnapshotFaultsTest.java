package org.tensair.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tensair.api.Aggregates;
import org.tensair.api.Execution;
import org.tensair.api.Pipeline;
import org.tensair.api.PlanException;
import org.tensair.api.RunOptions;
import org.tensair.api.Sink;
import org.tensair.api.SnapshotOptions;
import org.tensair.api.Source;
import org.tensair.api.Type;
import org.tensair.api.Window;
import org.tensair.api.WindowResult;

/** Snapshots where some worker has ended, rests, is late, or is held up by a read. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class SnapshotFaultsTest {

  private static final long SEED = Long.getLong("seed", 7);

  private final Path directory;

  SnapshotFaultsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private SnapshotOptions snapshots() {
    return SnapshotOptions.in(directory).every(Duration.ofHours(1)).deadline(ofSeconds(5));
  }

  @Test
  void aWorkerWithoutSplitsHoldsUpNoSnapshot() throws Exception {
    Pipeline pipeline = Pipeline.named("one split");
    CollectingSink<Reading> sink = new CollectingSink<>("out");
    pipeline.read(new PacedSource("in", List.of(readings(200_000)), true)).to(sink);

    try (Execution run = pipeline.start(RunOptions.defaults().workers(2).snapshots(snapshots()))) {
      Thread.sleep(50); // The other worker has ended by now.
      assertThat(run.snapshot().toCompletableFuture().get(10, TimeUnit.SECONDS)).isEqualTo(1);
      run.stop();
      assertThat(run.await(ofSeconds(10))).isTrue();
    }
  }

  @Test
  void stopReachesAReadThatBlocks() throws Exception {
    Pipeline pipeline = Pipeline.named("blocked read");
    CountDownLatch reading = new CountDownLatch(1);
    CollectingSink<Reading> sink = new CollectingSink<>("out");
    pipeline.read(new RunTest.BlockedSource(reading)).to(sink);

    try (Execution run = pipeline.start(RunOptions.defaults().workers(1).snapshots(snapshots()))) {
      reading.await();
      run.stop();
      assertThat(run.await(ofSeconds(10))).isTrue();
    }
    // What was read when it blocked may be in the snapshot or not, but comes once.
    CountDownLatch again = new CountDownLatch(1);
    Pipeline restored = Pipeline.named("blocked read");
    restored.read(new RunTest.BlockedSource(again)).to(sink);
    try (Execution run =
        restored.start(RunOptions.defaults().workers(1).snapshots(snapshots().restored()))) {
      again.await();
      run.stop();
      run.await();
    }
    assertThat(sink.records().size()).isLessThanOrEqualTo(1);
  }

  @Test
  void snapshotsCanBeOnDemandOnly() throws Exception {
    Pipeline pipeline = Pipeline.named("on demand");
    pipeline
        .read(new PacedSource("in", List.of(readings(200_000)), true))
        .to(new CollectingSink<>("out"));
    SnapshotOptions onDemand = snapshots().every(ChronoUnit.FOREVER.getDuration());

    try (Execution run = pipeline.start(RunOptions.defaults().workers(1).snapshots(onDemand))) {
      assertThat(run.snapshot().toCompletableFuture().get(10, TimeUnit.SECONDS)).isEqualTo(1);
      run.await();
      assertThat(run.metrics()).containsEntry("snapshots", 2.0);
    }
  }

  @Test
  void aRefusedRestoreGivesTheDirectoryBack() throws Exception {
    List<List<Reading>> splits = List.of(readings(100));
    start(windows("counts", splits, 0, new TransactionalSink<>("out", true)), snapshots()).await();
    Pipeline other = Pipeline.named("other");
    other.read(new PacedSource("in", splits, true)).to(new CollectingSink<>("out"));

    assertThatThrownBy(() -> start(other, snapshots().restored()))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("\"other\"");

    Pipeline again = windows("counts", splits, 0, new TransactionalSink<>("out", true));
    start(again, snapshots().restored()).await();
  }

  @Test
  void anOlderSnapshotIsNotTakenWhereTransactionalSinksHaveShownMore() throws Exception {
    List<List<Reading>> splits = List.of(readings(1_000));
    TransactionalSink<WindowResult<String, Long>> exact = new TransactionalSink<>("out", true);
    for (int run = 0; run < 2; run++) {
      start(windows("counts", splits, 0, exact), snapshots().restored()).await();
    }
    Path newest = directory.resolve("snapshot-00000002");
    Files.write(newest.resolve("manifest"), new byte[] {1, 2, 3});
    int shown = exact.records().size();

    assertThatThrownBy(() -> start(windows("counts", splits, 0, exact), snapshots().restored()))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining(
            directory
                + ": found snapshot 2 damaged, required it as it was written: the transactional"
                + " sinks \"out\" may have shown");
    assertThat(exact.records()).hasSize(shown);

    // One that gives each record at least once goes back.
    start(windows("counts", splits, 0, new CollectingSink<>("out")), snapshots().restored())
        .await();
  }

  /**
   * Deadlines that some workers meet and others do not; nothing is lost, now or after a restore.
   */
  @RepeatedTest(8)
  void snapshotsThatAreGivenUpLoseNothing(RepetitionInfo round) throws Exception {
    long seed = SEED + round.getCurrentRepetition();
    Random random = new Random(seed);
    List<List<Reading>> splits = List.of(readings(4_000), readings(4_000), readings(3_000));
    TransactionalSink<WindowResult<String, Long>> sink =
        new TransactionalSink<>("out " + seed, random.nextBoolean());
    boolean ended = false;
    for (int run = 0; !ended; run++) {
      SnapshotOptions hurried =
          snapshots().every(ofMillis(random.nextInt(3))).deadline(ofMillis(1)).restored();
      RunOptions options = RunOptions.defaults().workers(1 + random.nextInt(3)).snapshots(hurried);
      if (random.nextBoolean()) {
        options = options.scheduling(random.nextLong());
      }
      Pipeline pipeline = windows("counts", splits, 0, sink);
      try (Execution execution = pipeline.start(options)) {
        ended = execution.await(ofMillis(50 + random.nextInt(100) + 50L * run));
      }
    }
    assertThat(counts(sink.records())).as("seed %d", seed).isEqualTo(expected(splits));
  }

  /**
   * A split that gives nothing for a while does not hold event time back; what has ended before a
   * snapshot does not end again after it.
   */
  @RepeatedTest(3)
  void idleSplitsLetNoWindowEndTwice(RepetitionInfo round) throws Exception {
    long seed = SEED + round.getCurrentRepetition();
    Random random = new Random(seed);
    // The second one is empty, and never ends before the first.
    List<List<Reading>> splits = List.of(readings(3_000), List.of());
    TransactionalSink<WindowResult<String, Long>> sink =
        new TransactionalSink<>("out " + seed, true);
    boolean ended = false;
    for (int run = 0; !ended; run++) {
      SnapshotOptions often = snapshots().every(ofMillis(50)).restored();
      RunOptions options = RunOptions.defaults().workers(2).snapshots(often);
      RestingSource source = new RestingSource(splits, new CountDownLatch(1));
      try (Execution execution = windows(source, "counts", sink).start(options)) {
        ended = execution.await(ofMillis(900 + random.nextInt(300) + 300L * run));
        if (!ended && random.nextBoolean()) {
          execution.stop();
          execution.await();
        }
      }
    }
    assertThat(counts(sink.records())).as("seed %d", seed).isEqualTo(expected(splits));
  }

  private static Execution start(Pipeline pipeline, SnapshotOptions snapshots) {
    return pipeline.start(RunOptions.defaults().workers(2).snapshots(snapshots));
  }

  private static Pipeline windows(
      String name,
      List<List<Reading>> splits,
      int disorder,
      Sink<WindowResult<String, Long>> sink) {
    return windows(new PacedSource("in", splits, disorder == 0), name, sink);
  }

  private static Pipeline windows(
      Source<Reading> source, String name, Sink<WindowResult<String, Long>> sink) {
    Pipeline pipeline = Pipeline.named("faults");
    pipeline
        .read(source)
        .keyBy(Reading::key)
        .window(Window.sliding(ofMillis(50), ofMillis(20)))
        .aggregate(Aggregates.count())
        .named(name)
        .as(Type.of(WindowResult.class, Type.of(String.class), Type.of(Long.class)))
        .to(sink);
    return pipeline;
  }

  private static List<Reading> readings(int count) {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      readings.add(Reading.of("key " + i % 7, i, i));
    }
    return readings;
  }

  private static Map<String, Long> counts(List<WindowResult<String, Long>> windows) {
    Map<String, Long> counts = new TreeMap<>();
    for (WindowResult<String, Long> each : windows) {
      // Two results of one window do not add up to the right one.
      counts.merge(each.key() + " " + each.start(), each.value(), (one, two) -> one + two + 1_000);
    }
    return counts;
  }

  private static Map<String, Long> expected(List<List<Reading>> splits) {
    Map<String, Long> counts = new TreeMap<>();
    for (List<Reading> split : splits) {
      for (Reading each : split) {
        for (long start = each.time() / 20 * 20; start > each.time() - 50; start -= 20) {
          counts.merge(each.key() + " " + start, 1L, Long::sum);
        }
      }
    }
    return counts;
  }
}
