package org.tensair.api;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tensair.api.plan.Stage;

/** What must hold of a plan before any runtime sees it. */
final class PlanChecks {

  private PlanChecks() {}

  /** One sentence for each problem of the stages, in their order. */
  static List<String> problemsOf(List<Stage> stages) {
    List<String> problems = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Stage stage : stages) {
      if (!names.add(stage.name())) {
        problems.add(
            "Stage \""
                + stage.name()
                + "\": found the name twice, required a unique one. Call .named(\"...\").");
      }
      if (stage.type().raw() == Object.class) {
        problems.add(
            "Stage \""
                + stage.name()
                + "\": found no record type (Java erases it), required one."
                + " Call .as(Type.of(...)).");
      }
      if (stage instanceof Stage.Learn learn) {
        problems.addAll(learn.options().problems(stage.name()));
      }
    }
    return problems;
  }

  /** The result type of a lambda or method reference; {@code Object} where it is erased. */
  static Type<?> typeOfLambda(Object function) {
    return LambdaTypes.resultOf(function);
  }
}
