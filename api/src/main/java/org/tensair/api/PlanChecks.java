package org.tensair.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensair.api.plan.Stage;

/** What must hold of a plan before any runtime sees it. */
final class PlanChecks {

  private final List<String> problems = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Set<Stage> known = Collections.newSetFromMap(new IdentityHashMap<>());

  private PlanChecks() {}

  /** One sentence for each problem of the stages, in their order. */
  static List<String> problemsOf(List<Stage> stages) {
    PlanChecks checks = new PlanChecks();
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
    if (stage instanceof Stage.Read
        || stage instanceof Stage.Map
        || stage instanceof Stage.FlatMap) {
      checkType(stage);
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

  private void checkType(Stage stage) {
    String found = RecordTypes.problemOf(stage.type());
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

  private void checkKeys(Stage stage, @Nullable On<?, ?, ?> on) {
    if (on == null) {
      return;
    }
    // Both sides share one type, so the left one tells it.
    String found = RecordTypes.problemOfKey(LambdaTypes.resultOf(on.left()));
    if (found != null) {
      problem(
          stage,
          found,
          "String, an integer, an enum or a record of these, the same on both sides. Give the key"
              + " as a lambda or method reference of that type.");
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
