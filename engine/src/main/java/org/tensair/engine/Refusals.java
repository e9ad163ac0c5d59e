package org.tensair.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.tensair.api.PlanException;
import org.tensair.api.RunOptions;
import org.tensair.api.plan.Plan;
import org.tensair.api.plan.Stage;

/** What this runtime cannot run, found before anything starts. */
final class Refusals {

  private Refusals() {}

  /**
   * Checks a plan.
   *
   * @throws PlanException with every problem, naming the stages
   */
  static void check(Plan plan, RunOptions options) {
    List<String> problems = new ArrayList<>();
    if (options.maxSkew().isNegative()) {
      problems.add("Run options: found maxSkew = " + options.maxSkew() + ", required 0 or more.");
    }
    Set<Stage> afterModel = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Stage stage : plan.stages()) {
      if (stage instanceof Stage.Read read && read.source().splits() < 1) {
        problems.add(
            of(stage) + "found " + read.source().splits() + " splits, required at least 1.");
      }
      if (stage instanceof Stage.LearnOutput
          || stage.inputs().stream().anyMatch(afterModel::contains)) {
        afterModel.add(stage);
        if (stage.inputs().size() > 1) {
          problems.add(
              of(stage)
                  + "found a lookup, merge or learn after a model operator, whose results are not"
                  + " aligned in event time with other streams; required none. Write the model's"
                  + " results to a sink and read them in another pipeline.");
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new PlanException(plan.name(), problems);
    }
  }

  private static String of(Stage stage) {
    return "Stage \"" + stage.name() + "\": ";
  }
}
