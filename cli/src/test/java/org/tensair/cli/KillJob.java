package org.tensair.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.tensair.api.Aggregates;
import org.tensair.api.Execution;
import org.tensair.api.Pipeline;
import org.tensair.api.RunOptions;
import org.tensair.api.Sink;
import org.tensair.api.SnapshotOptions;
import org.tensair.api.Source;
import org.tensair.api.Stream;
import org.tensair.api.Window;
import org.tensair.api.WindowResult;
import org.tensair.connectors.Csv;
import org.tensair.connectors.JsonLines;
import org.tensair.connectors.RateLimited;

/**
 * A process that counts clicks from files in windows, into transactional sinks, and can be killed
 * at any time. Started again, it goes on from its newest snapshot; it exits with 0 at its end, or
 * after SIGTERM.
 *
 * <pre>
 * DIR/clicks-0.csv …                 written by the test
 * DIR/snapshots  DIR/tumbling  DIR/sliding     written here
 * </pre>
 */
final class KillJob {

  static final long TUMBLING = 50;
  static final long SLIDING = 100;
  static final long SLIDE = 40;

  private KillJob() {}

  record Click(String page, long time) {}

  /** A count, as the sinks write it. */
  record Count(String page, long start, long end, long clicks) {}

  /**
   * Takes the directory, how many files there are, how many workers to run, and how many records of
   * a file are read in a millisecond, at most.
   */
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    Pipeline pipeline =
        pipeline(directory, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[3]));
    SnapshotOptions snapshots =
        SnapshotOptions.in(directory.resolve("snapshots")).every(Duration.ofMillis(100)).restored();
    RunOptions options =
        RunOptions.defaults().workers(Integer.parseInt(arguments[2])).snapshots(snapshots);
    boolean stopped;
    try (StopSignal signal = StopSignal.install(false);
        Execution execution = pipeline.start(options)) {
      signal.watch(execution);
      System.out.println("started");
      execution.await();
      stopped = signal.requested();
      System.out.println(stopped ? "stopped" : "ended");
      if (stopped) {
        // The JVM would exit with 143: here, to have stopped exactly is what was asked for.
        Runtime.getRuntime().halt(0);
      }
    }
  }

  private static Pipeline pipeline(Path directory, int files, int perMilli) {
    Pipeline pipeline = Pipeline.named("clicks");
    Stream<Click> clicks = pipeline.read(clicks(directory, 0, perMilli)).named("clicks-0");
    for (int file = 1; file < files; file++) {
      clicks =
          clicks.merge(pipeline.read(clicks(directory, file, perMilli)).named("clicks-" + file));
    }
    clicks
        .keyBy(Click::page)
        .window(Window.tumbling(Duration.ofMillis(TUMBLING)))
        .combined()
        .aggregate(Aggregates.count(), KillJob::count)
        .named("tumbling-counts")
        .to(tumbling(directory));
    clicks
        .keyBy(Click::page)
        .window(Window.sliding(Duration.ofMillis(SLIDING), Duration.ofMillis(SLIDE)))
        .aggregate(Aggregates.count(), KillJob::count)
        .named("sliding-counts")
        .to(JsonLines.transactionalSink(directory.resolve("sliding")));
    return pipeline;
  }

  private static Count count(WindowResult<String, Long> window) {
    return new Count(window.key(), window.start(), window.end(), window.value());
  }

  private static Sink<Count> tumbling(Path directory) {
    return Csv.transactionalSink(
        directory.resolve("tumbling"),
        Csv.column("page", Count::page),
        Csv.column("start", Count::start),
        Csv.column("end", Count::end),
        Csv.column("clicks", Count::clicks));
  }

  private static Source<Click> clicks(Path directory, int file, int perMilli) {
    return RateLimited.of(
        1_000.0 * perMilli,
        Csv.source(
            directory.resolve("clicks-" + file + ".csv"),
            Click.class,
            row -> new Click(row.text("page"), row.longInteger("time")),
            row -> row.longInteger("time")));
  }

  /** Writes one file; event times ascend, some steps without a record and some with many. */
  static void write(Path file, int rows, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder("page,time\n");
    long time = 0;
    for (int i = 0; i < rows; i++) {
      time += random.nextInt(20) == 0 ? random.nextInt(9) : 0;
      text.append("page ").append(random.nextInt(40)).append(',').append(time).append('\n');
    }
    Files.writeString(file, text);
  }
}
