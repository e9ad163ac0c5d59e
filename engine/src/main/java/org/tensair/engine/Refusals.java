package org.tensair.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.tensair.api.PlanException;
import org.tensair.api.RunOptions;
import org.tensair.api.SnapshotOptions;
import org.tensair.api.plan.KeyedStage;
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
    if (options.workers() < 1 || options.workers() > 128) {
      problems.add("Run options: found workers = " + options.workers() + ", required 1 to 128.");
    }
    if (options.scheduling() != null
        && plan.stages().stream().anyMatch(Stage.Learn.class::isInstance)) {
      problems.add(
          "Run options: found scheduling of a pipeline with a model, whose replicas have threads of"
              + " their own; required none.");
    }
    SnapshotOptions snapshots = options.snapshots();
    if (snapshots != null
        && (snapshots.retained() < 1
            || snapshots.interval().isNegative()
            || snapshots.deadline().compareTo(Duration.ofMillis(1)) < 0)) {
      problems.add(
          "Run options: found "
              + snapshots
              + ", required retained >= 1, interval >= 0 and deadline > 0.");
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
        if (stage.inputs().size() > 1
            || stage instanceof KeyedStage
            || stage instanceof Stage.Async
            || stage instanceof Stage.Redistribute) {
          problems.add(
              of(stage)
                  + "found a stage that needs event time or other workers after a model operator,"
                  + " whose results are not aligned in event time; required none. Write the model's"
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
