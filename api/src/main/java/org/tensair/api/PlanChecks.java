package org.tensair.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensair.api.plan.KeyedStage;
import org.tensair.api.plan.Stage;

/** What must hold of a plan before any runtime sees it. */
final class PlanChecks {

  private static final String KEY = "String, an integer, an enum or a record of these";
  private static final String GIVE_KEY =
      ". Give the key as a lambda or method reference of that type.";

  private final List<String> problems = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Set<Stage> known = Collections.newSetFromMap(new IdentityHashMap<>());

  private final Set<Class<?>> registered;

  private PlanChecks(Set<Class<?>> registered) {
    this.registered = registered;
  }

  /** One sentence for each problem of the stages, in their order. */
  static List<String> problemsOf(List<Stage> stages, Set<Class<?>> registered) {
    PlanChecks checks = new PlanChecks(registered);
    if (stages.isEmpty()) {
      checks.problems.add("Pipeline: found no stages, required at least one. Call read(...).");
    }
    stages.forEach(checks::check);
    return checks.problems;
  }

  private void check(Stage stage) {
    checkName(stage);
    for (Stage input : stage.inputs()) {
      if (!known.contains(input)) {
        problem(
            stage,
            "the input \"" + input.name() + "\" of another pipeline",
            "streams of one pipeline");
      }
    }
    known.add(stage);
    checkDurations(stage, Durations.ofEventTime(stage), Durations.LONGEST, "10,000 years");
    checkDurations(stage, Durations.ofWaiting(stage), Durations.LONGEST_WAIT, "100 years");
    if (stage instanceof Stage.Read
        || stage instanceof Stage.Map
        || stage instanceof Stage.FlatMap) {
      checkType(stage);
    } else if (stage instanceof Stage.Async async) {
      checkType(stage);
      checkAsync(stage, async.options());
    } else if (stage instanceof KeyedStage keyed) {
      checkType(stage);
      checkKeyed(keyed);
    } else if (stage instanceof Stage.LookupJoin join) {
      checkType(stage);
      checkKeys(stage, join.on());
    } else if (stage instanceof Stage.Learn learn) {
      problems.addAll(learn.options().problems(stage.name()));
      checkKeys(stage, learn.options().keys());
    }
  }

  private void checkName(Stage stage) {
    if (stage.name().isBlank()) {
      problem(stage, "a blank name", "one that says what the stage does");
    } else if (!names.add(stage.name())) {
      problem(
          stage,
          "the name twice",
          stage instanceof Stage.Write
              ? "a unique one. Give the sinks different names."
              : "a unique one. Call .named(\"...\").");
    }
  }

  private void checkDurations(
      Stage stage, Map<String, Duration> durations, Duration longest, String text) {
    durations.forEach(
        (name, found) -> {
          if (Durations.longer(found, longest)) {
            problem(
                stage,
                name + " = " + found,
                (found.isNegative() ? "at least -" : "at most ") + text + ". Give a shorter one");
          }
        });
  }

  private static boolean belowMilli(Duration duration) {
    return duration.compareTo(Duration.ofMillis(1)) < 0;
  }

  private void checkType(Stage stage) {
    String found = RecordTypes.problemOf(stage.type(), registered);
    if (found != null) {
      problem(
          stage,
          found,
          "records, primitives, String, enums, java.time, or arrays, List and Map of these. "
              + (stage instanceof Stage.Read
                  ? "Say so in the source's type()."
                  : "Where Java erases the type, call .as(Type.of(...))."));
    }
  }

  private void checkKeyed(KeyedStage stage) {
    for (KeySelector<?, ?> key : stage.keys()) {
      String found = RecordTypes.problemOfKey(LambdaTypes.resultOf(key));
      if (found != null) {
        problem(stage, found, KEY + GIVE_KEY);
      }
    }
    if (stage instanceof KeyedStage.Windowed windowed) {
      checkWindow(windowed);
    } else if (stage instanceof KeyedStage.WindowJoin join
        && join.window() instanceof Window.Count) {
      problem(stage, "a join in count windows", "windows of event time");
    } else if (stage instanceof KeyedStage.IntervalJoin join
        && Durations.ofEventTime(join).values().stream()
            .noneMatch(each -> Durations.longer(each, Durations.LONGEST))
        && join.before().plus(join.after()).isNegative()) {
      problem(
          stage,
          "before = " + join.before() + " and after = " + join.after(),
          "a sum of at least 0");
    } else if (stage instanceof KeyedStage.Stateful process
        && process.timeToLive() != null
        && belowMilli(process.timeToLive())) {
      problem(stage, "timeToLive = " + process.timeToLive(), "at least a millisecond");
    }
  }

  private void checkWindow(KeyedStage.Windowed stage) {
    WindowOptions options = stage.options();
    if (options.allowedLateness().isNegative()) {
      problem(stage, "allowedLateness = " + options.allowedLateness(), "0 or more");
    }
    if (options.early() != null && belowMilli(options.early())) {
      problem(stage, "early = " + options.early(), "at least a millisecond");
    }
    boolean plain = options.equals(WindowOptions.DEFAULTS);
    if (stage.window() instanceof Window.Count && !plain) {
      problem(
          stage, "count windows with " + options, "count windows without options of event time");
    }
    if (stage.window() instanceof Window.Session && options.combined()) {
      problem(stage, "combined session windows", "tumbling or sliding ones, or no .combined()");
    }
  }

  private void checkAsync(Stage stage, AsyncOptions options) {
    if (options.concurrency() < 1) {
      problem(stage, "concurrency = " + options.concurrency(), "at least 1");
    }
    if (belowMilli(options.timeout())) {
      problem(stage, "timeout = " + options.timeout(), "at least a millisecond");
    }
    if (options.retries() < 0 || options.backoff().isNegative()) {
      problem(
          stage,
          "retries = " + options.retries() + " and backoff = " + options.backoff(),
          "0 or more of both");
    }
  }

  private void checkKeys(Stage stage, @Nullable On<?, ?, ?> on) {
    if (on == null) {
      return;
    }
    // Both sides share one type, so the left one tells it.
    String found = RecordTypes.problemOfKey(LambdaTypes.resultOf(on.left()));
    if (found != null) {
      problem(stage, found, KEY + ", the same on both sides" + GIVE_KEY);
    }
  }

  private void problem(Stage stage, String found, String required) {
    problems.add(
        "Stage \""
            + stage.name()
            + "\": found "
            + found
            + ", required "
            + required
            + (required.endsWith(".") ? "" : "."));
  }
}
