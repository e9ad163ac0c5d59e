package org.tensair.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tensair.api.Mode;
import org.tensair.api.SnapshotOptions;
import org.tensair.observability.ProcessClock;
import org.tensair.observability.Progress;
import org.tensair.observability.Reference;
import org.tensair.observability.RunReport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code tensair demo flights}. */
@Command(
    name = "flights",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    showDefaultValues = true,
    sortOptions = false,
    description = {
      "Learns from the 336,776 flights that left New York in 2013 which of them will leave late:"
          + " each is predicted at its scheduled departure, before any model has seen its label.",
      "Writes report.json and report.html. Stopped by SIGINT or SIGTERM, it finishes what it has"
          + " read, writes the report of that, and exits with 130 or 143; with --snapshots, 0.%n"
    })
final class FlightsCommand implements Callable<Integer> {

  private static final long FLIGHTS = 336_776;
  private static final long HIGHEST_RATE = 1_000_000_000;
  private static final int MOST_REPLICAS = 256;
  private static final int MOST_REPLAYS = 100;
  private static final int MOST_WORKERS = 128;
  private static final int MOST_SNAPSHOT_SECONDS = 86_400;

  private final FlightsJob job;
  private final ProcessClock clock;
  private final Instant startedAt;

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--records",
      paramLabel = "N",
      description = "Flights to read, earliest first; at most all 336,776.")
  private long records = FLIGHTS;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = {
        "Flights read a second in the first pass, at most; 0: as fast as they can be. 900 replay",
        "about a day of 2013 in a second."
      })
  private int rate;

  @Option(names = "--replicas", paramLabel = "R", description = "Replicas of the model.")
  private int replicas = 2;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      converter = Choices.OfMode.class,
      defaultValue = "automatic",
      description = {
        "automatic: trains until it has converged, and again after each drift;",
        "always-train: on every flight;",
        "never-train: on the first 50,000 labelled flights only."
      })
  private Mode mode = Mode.AUTOMATIC;

  @Option(
      names = "--detector",
      paramLabel = "NAME",
      converter = Choices.OfDetector.class,
      defaultValue = "optwin",
      description = "Of drift: optwin, adwin or none.")
  private Detector detector = Detector.OPTWIN;

  @Option(
      names = "--replay",
      paramLabel = "N",
      description = "Mini-batches of recent flights trained on again for each new one.")
  private int replay;

  @Option(names = "--report", paramLabel = "DIR", description = "Where to write the report.")
  private Path report = Path.of("report");

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = {
        "Of what is drawn at random: which recent flights are replayed.",
        "With one replica, a run is repeated exactly."
      })
  private long seed = 1;

  @Option(names = "--plain", description = "Lines instead of a bar that is drawn in place.")
  private boolean plain;

  @Option(
      names = "--no-baselines",
      description = "Leaves out the passes of the logistic regression and of the other modes.")
  private boolean noBaselines;

  @Option(
      names = "--workers",
      paramLabel = "W",
      description = {
        "Threads that run the stages. The flights' files are few and their model is what takes"
            + " longest, so one is fastest on two cores."
      })
  private int workers = 1;

  @Option(
      names = "--snapshots",
      paramLabel = "DIR",
      description = {
        "Keeps snapshots of the first pass in this directory, so that it can go on after a failure.",
        "SIGTERM and SIGINT then end it with a last snapshot and exit code 0."
      })
  private @Nullable Path snapshots;

  @Option(
      names = "--snapshot-seconds",
      paramLabel = "N",
      description = "From one snapshot to the next.")
  private int snapshotSeconds = 10;

  @Option(
      names = "--restore",
      description = "Goes on from the newest snapshot in --snapshots, if there is one.")
  private boolean restore;

  @Option(
      names = "--plan",
      paramLabel = "FORM",
      arity = "0..1",
      fallbackValue = "text",
      converter = Choices.OfPlanForm.class,
      description = "Prints what would run, as text, dot (Graphviz) or json, and runs nothing.")
  private @Nullable PlanForm plan;

  FlightsCommand(FlightsJob job, ProcessClock clock, Instant startedAt) {
    this.job = job;
    this.clock = clock;
    this.startedAt = startedAt;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    range("--records", records, 1, FLIGHTS);
    range("--rate", rate, 0, HIGHEST_RATE);
    range("--replicas", replicas, 1, MOST_REPLICAS);
    range("--replay", replay, 0, MOST_REPLAYS);
    range("--workers", workers, 1, MOST_WORKERS);
    range("--snapshot-seconds", snapshotSeconds, 0, MOST_SNAPSHOT_SECONDS);
    if (restore && snapshots == null) {
      throw new ParameterException(
          spec.commandLine(), "--restore: found no --snapshots DIR, required one to start from");
    }
    Path home = Path.of(System.getProperty("tensair.home", ""));
    Path data = directory(home.resolve("examples/data/flights"));
    Path models = directory(home.resolve("models"));
    FlightsJob.Settings settings =
        new FlightsJob.Settings(
            data,
            models.resolve("flights"),
            records,
            rate,
            replicas,
            mode,
            detector,
            replay,
            seed,
            workers,
            snapshotOptions());
    if (plan != null) {
      System.out.print(plan.print(FlightsJob.pipeline(settings).plan()));
      return 0;
    }
    if (Files.exists(report) && !Files.isDirectory(report)) {
      throw new ParameterException(
          spec.commandLine(), "--report: found the file " + report + ", required a directory");
    }
    probe(report);
    Progress progress =
        new Progress(System.out, plain || !CommandLine.Help.Ansi.AUTO.enabled(), clock);
    try (StopSignal signal = StopSignal.install(snapshots != null)) {
      FlightsPasses passes = new FlightsPasses(job, settings, progress, signal);
      RunReport finished = passes.run(startedAt, !noBaselines);
      if (finished.complete() && records == FLIGHTS) {
        finished = finished.with(river(data));
      }
      System.out.print(finished.summary());
      Path page = finished.write(report);
      System.out.println("\nReport: " + page);
      signal.done();
    }
    return 0;
  }

  private @Nullable SnapshotOptions snapshotOptions() {
    if (snapshots == null) {
      return null;
    }
    SnapshotOptions options =
        SnapshotOptions.in(snapshots).every(Duration.ofSeconds(snapshotSeconds));
    return restore ? options.restored() : options;
  }

  /** Of all flights, and so nothing to lay beside a run over fewer. */
  private List<Reference> river(Path data) {
    try {
      return RiverBaseline.read(data);
    } catch (IOException leftOut) {
      // Not worth losing the report of a whole run.
      spec.commandLine().getErr().println("Left out of the report: " + leftOut.getMessage());
      return List.of();
    }
  }

  /** A report that cannot be written has to be known before minutes of passes, not after them. */
  private void probe(Path directory) {
    try {
      Files.createDirectories(directory);
      Files.delete(Files.createTempFile(directory, "report", ".probe"));
    } catch (IOException refused) {
      throw new ParameterException(
          spec.commandLine(),
          "--report: cannot write to "
              + directory
              + " ("
              + ErrorLine.reason(refused)
              + "), required a directory that can be written",
          refused);
    }
  }

  private void range(String option, long found, long from, long to) {
    if (found < from || found > to) {
      throw new ParameterException(
          spec.commandLine(),
          String.format(
              Locale.ROOT, "%s: found %,d, required %,d to %,d", option, found, from, to));
    }
  }

  private Path directory(Path path) {
    if (!Files.isDirectory(path)) {
      throw new ParameterException(
          spec.commandLine(), "found no directory " + path + ", required the one of this release");
    }
    return path;
  }
}
