package org.tensair.benchmarks.engine;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.tensair.benchmarks.workload.EngineSystem;
import org.tensair.benchmarks.workload.Expected;
import org.tensair.benchmarks.workload.Feed;
import org.tensair.benchmarks.workload.Trial;
import org.tensair.benchmarks.workload.Variant;
import org.tensair.benchmarks.workload.Workload;

/**
 * The child process of one trial: warms up, measures a steady part, ends the sources, and compares
 * all results with the plain computation. Its row is a line of standard output that begins with
 * {@link #ROW}.
 */
final class TrialProcess {

  static final String ROW = "row: ";

  private static final long START_SECONDS = 60;
  private static final long END_SECONDS = 300;
  private static final long POLLUTING_EVENTS = 2_000_000;
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final TrialSettings settings;
  private final EngineSystem system;

  private TrialProcess(TrialSettings settings, EngineSystem system) {
    this.settings = settings;
    this.system = system;
  }

  /** Takes {@link TrialSettings} as JSON. */
  public static void main(String[] arguments) {
    try {
      TrialSettings settings = Json.MAPPER.readValue(arguments[0], TrialSettings.class);
      try (EngineSystem system = settings.system().start(settings.parallelism())) {
        Row row = new TrialProcess(settings, system).run();
        System.out.println(ROW + Json.MAPPER.writeValueAsString(row));
      }
      System.exit(0);
    } catch (Exception | LinkageError failure) {
      Throwable cause = failure;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
      System.err.println(reason.lines().findFirst().orElse(""));
      System.exit(1);
    }
  }

  private Row run() throws Exception {
    if (settings.variant() == Variant.POLLUTED) {
      pollute();
    }
    int parallelism = settings.parallelism();
    Feed feed =
        settings.paced()
            ? Feed.paced(parallelism, settings.eventsPerSecond())
            : Feed.unbounded(parallelism);
    Trial trial = Trial.begin(settings.workload(), settings.variant(), parallelism, feed);
    FutureTask<Void> running =
        new FutureTask<>(
            () -> {
              system.run(trial);
              return null;
            });
    Thread thread = new Thread(running, "trial");
    thread.setDaemon(true);
    thread.start();
    if (!feed.awaitStart(START_SECONDS)) {
      pass(running, 0);
      throw new IllegalStateException("no event was asked for in " + START_SECONDS + " s");
    }
    pass(running, settings.warmUpSeconds());
    trial.time(settings.paced());
    Reading before = Reading.of(feed);
    pass(running, settings.seconds());
    Reading after = Reading.of(feed);
    trial.time(false);
    long events = feed.end();
    running.get(END_SECONDS, TimeUnit.SECONDS);
    boolean checked = trial.results().totals().equals(Expected.of(settings.workload(), events));
    return row(trial, before, after, events, checked);
  }

  /** Lets it run; fails if it ends meanwhile. */
  private static void pass(FutureTask<Void> running, double seconds)
      throws InterruptedException, ExecutionException {
    try {
      running.get((long) (seconds * 1e9), TimeUnit.NANOSECONDS);
    } catch (TimeoutException stillRunning) {
      return;
    }
    throw new IllegalStateException("the system ended before its sources");
  }

  private void pollute() throws Exception {
    for (Workload other : Workload.values()) {
      if (other != settings.workload()) {
        int parallelism = settings.parallelism();
        Feed feed = Feed.bounded(parallelism, POLLUTING_EVENTS);
        system.run(Trial.begin(other, Variant.PLAIN, parallelism, feed));
      }
    }
  }

  private Row row(Trial trial, Reading before, Reading after, long events, boolean checked) {
    double measured = after.events - before.events;
    boolean paced = settings.paced();
    return new Row(
        settings.workload().id(),
        settings.variant().id(),
        settings.system().id(),
        settings.parallelism(),
        measured * 1e9 / (after.nanos - before.nanos),
        (after.cpuNanos - before.cpuNanos) / measured,
        checked,
        events,
        trial.results().totals().count(),
        null,
        paced ? settings.eventsPerSecond() : null,
        paced ? trial.latencyMillis(50) : null,
        paced ? trial.latencyMillis(99) : null,
        paced ? trial.latencyMillis(100) : null);
  }

  private record Reading(long events, long nanos, long cpuNanos) {

    static Reading of(Feed feed) {
      return new Reading(feed.granted(), System.nanoTime(), PROCESS.getProcessCpuTime());
    }
  }
}
