package org.tensair.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensair.api.Execution;
import org.tensair.api.LearningResult;
import org.tensair.api.Mode;
import org.tensair.observability.Pass;
import org.tensair.observability.Progress;
import org.tensair.observability.RunReport;
import org.tensair.observability.RunWatch;
import org.tensair.observability.Throughput;

/**
 * Runs the passes of the flights demo, one after the other: first what was asked for, whose time
 * counts from the start of the process, and then, each with a fresh model on the same rows, what it
 * is compared with.
 */
final class FlightsPasses {

  private final FlightsJob job;
  private final FlightsJob.Settings settings;
  private final Progress progress;
  private final StopSignal signal;

  FlightsPasses(
      FlightsJob job, FlightsJob.Settings settings, Progress progress, StopSignal signal) {
    this.job = job;
    this.settings = settings;
    this.progress = progress;
    this.signal = signal;
  }

  /**
   * Runs them all, or, once the signal has come, no more of them.
   *
   * @param baselines whether to run more than the first pass
   */
  RunReport run(Instant startedAt, boolean baselines) throws InterruptedException {
    Pass main = pass(settings, Choices.name(settings.mode()), title(settings.mode()), false, 0);
    boolean complete = !signal.requested();
    List<Pass> others = baselines ? others() : List.of();
    return new RunReport("flight-delays", options(), complete, startedAt, main, others, List.of());
  }

  private List<Pass> others() throws InterruptedException {
    List<Pass> others = new ArrayList<>();
    Path logistic = settings.model().resolveSibling("flights-logistic");
    FlightsJob.Settings linear = settings.with(logistic, Mode.ALWAYS_TRAIN);
    add(others, linear, RunReport.LOGISTIC_REGRESSION, "logistic regression", true);
    for (Mode mode : Mode.values()) {
      if (mode != settings.mode()) {
        FlightsJob.Settings other = settings.with(settings.model(), mode);
        add(others, other, Choices.name(mode), title(mode), false);
      }
    }
    return others;
  }

  /** A pass that was stopped half way would not be of the same rows: it is left out. */
  private void add(
      List<Pass> passes, FlightsJob.Settings pass, String key, String title, boolean peer)
      throws InterruptedException {
    if (!signal.requested()) {
      Pass finished = pass(pass, key, title, peer, progress.clock().seconds());
      if (!signal.requested()) {
        passes.add(finished);
      }
    }
  }

  private Pass pass(
      FlightsJob.Settings pass, String key, String title, boolean peer, double startSeconds)
      throws InterruptedException {
    try (Execution execution = job.start(pass)) {
      signal.watch(execution);
      RunWatch watch =
          progress.watch(execution, FlightsJob.STAGE, title, pass.records(), startSeconds);
      await(execution, watch);
      Throughput throughput = watch.finish();
      LearningResult result = execution.learning().get(FlightsJob.STAGE);
      if (result == null) {
        throw new IllegalStateException(
            "Found no model operator \"" + FlightsJob.STAGE + "\" in " + execution.pipeline());
      }
      return new Pass(key, title, peer, result, throughput);
    }
  }

  /** Waits for the run; if it failed, ends its display too, and throws the run's own failure. */
  private static void await(Execution execution, RunWatch watch) throws InterruptedException {
    try {
      execution.await();
    } catch (Throwable failure) {
      try {
        watch.finish();
      } catch (RuntimeException unread) {
        failure.addSuppressed(unread);
      }
      throw failure;
    }
  }

  private Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("records", Long.toString(settings.records()));
    if (settings.rate() > 0) {
      options.put("rate", Integer.toString(settings.rate()));
    }
    options.put("replicas", Integer.toString(settings.replicas()));
    options.put("mode", Choices.name(settings.mode()));
    options.put("detector", Choices.name(settings.detector()));
    options.put("replay", Integer.toString(settings.replay()));
    options.put("seed", Long.toString(settings.seed()));
    return options;
  }

  private static String title(Mode mode) {
    return switch (mode) {
      case AUTOMATIC -> "network, automatic";
      case ALWAYS_TRAIN -> "network, always training";
      case NEVER_TRAIN -> "network, frozen after 50,000 rows";
    };
  }
}
