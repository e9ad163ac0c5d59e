package org.tensair.engine.snapshot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tensair.api.PlanException;
import org.tensair.api.PlanPrinter;
import org.tensair.api.plan.Plan;
import org.tensair.api.plan.Stage;

/** Whether a pipeline that may have changed can go on from a snapshot. Says it, never guesses. */
public final class SnapshotRules {

  private final Snapshot snapshot;
  private final Plan plan;
  private final boolean allowDropped;
  private final List<String> problems = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();

  private SnapshotRules(Snapshot snapshot, Plan plan, boolean allowDropped) {
    this.snapshot = snapshot;
    this.plan = plan;
    this.allowDropped = allowDropped;
  }

  /** The stages of a plan, as a snapshot keeps them. */
  public static List<Snapshot.StageInfo> stages(Plan plan) {
    return plan.stages().stream().map(SnapshotRules::info).toList();
  }

  /**
   * The stages with state whose names only count stages, as {@code window-3} does: in a changed
   * pipeline another stage may have the name, and with it the state.
   */
  public static List<String> countedNames(Plan plan) {
    List<String> counted = new ArrayList<>();
    for (int i = 0; i < plan.stages().size(); i++) {
      Stage stage = plan.stages().get(i);
      if (keepsState(stage)
          && !(stage instanceof Stage.Read)
          && stage.name().matches("[a-zA-Z]+-" + (i + 1))) {
        counted.add(stage.name());
      }
    }
    return counted;
  }

  /**
   * Checks a plan against a snapshot.
   *
   * @param allowDropped whether state of stages that the plan does not have may be left behind
   * @return what the user should know, one sentence each: state that is left behind, stages that
   *     start empty
   * @throws PlanException with all problems, naming the stages
   */
  public static List<String> check(Snapshot snapshot, Plan plan, boolean allowDropped) {
    SnapshotRules rules = new SnapshotRules(snapshot, plan, allowDropped);
    rules.check();
    if (!rules.problems.isEmpty()) {
      throw new PlanException(plan.name(), rules.problems);
    }
    return List.copyOf(rules.notices);
  }

  private void check() {
    if (!snapshot.pipeline().equals(plan.name())) {
      problems.add(
          of()
              + "found one of the pipeline \""
              + snapshot.pipeline()
              + "\", required one of \""
              + plan.name()
              + "\". Name another directory, or give the pipeline its name again.");
    }
    Map<String, Snapshot.StageInfo> before = new LinkedHashMap<>();
    snapshot.stages().forEach(stage -> before.put(stage.name(), stage));
    for (Stage stage : plan.stages()) {
      Snapshot.StageInfo known = before.remove(stage.name());
      if (known == null) {
        checkNew(stage);
      } else {
        checkSame(stage, known);
      }
    }
    before.values().stream().filter(this::hasState).forEach(this::checkGone);
  }

  private void checkNew(Stage stage) {
    if (stage instanceof Stage.Read) {
      notices.add(
          of(stage.name()) + "not in snapshot " + snapshot.id() + "; it is read from its start.");
    } else if (keepsState(stage)) {
      notices.add(of(stage.name()) + "not in snapshot " + snapshot.id() + "; it starts empty.");
    }
  }

  private void checkSame(Stage stage, Snapshot.StageInfo known) {
    Snapshot.StageInfo now = info(stage);
    if (now.same(known) || (snapshot.format() == 1 && sameKind(now, known))) {
      checkSplits(stage);
      return;
    }
    String change =
        of(stage.name())
            + "found "
            + text(known)
            + " in snapshot "
            + snapshot.id()
            + (hasState(known) || keepsState(stage) ? ", required " : ", now ")
            + text(now);
    if (hasState(known) || keepsState(stage)) {
      problems.add(
          change
              + ". Give the changed stage another name with .named(\"...\"), so that it starts"
              + " empty.");
    } else {
      // It has no state that could be taken for something else.
      notices.add(change + ".");
    }
  }

  private static boolean sameKind(Snapshot.StageInfo now, Snapshot.StageInfo known) {
    return now.kind().equals(known.kind()) && now.type().equals(known.type());
  }

  private void checkSplits(Stage stage) {
    int before = snapshot.positions().getOrDefault(stage.name(), new long[0]).length;
    if (stage instanceof Stage.Read read && read.source().splits() < before) {
      problems.add(
          of(stage.name())
              + "found "
              + read.source().splits()
              + " splits, required at least the "
              + before
              + " of snapshot "
              + snapshot.id()
              + ", or records would be lost. Read the source with as many splits as before.");
    }
  }

  private void checkGone(Snapshot.StageInfo gone) {
    if (allowDropped) {
      notices.add(
          of(gone.name())
              + "its state in snapshot "
              + snapshot.id()
              + " is left behind, as the pipeline has no such stage.");
    } else {
      problems.add(
          of(gone.name())
              + "found state of "
              + text(gone)
              + " in snapshot "
              + snapshot.id()
              + ", and no such stage in the pipeline, which has "
              + plan.stages().stream()
                  .filter(SnapshotRules::keepsState)
                  .map(stage -> "\"" + stage.name() + "\"")
                  .collect(Collectors.joining(", "))
              + ". Keep the name with .named(\""
              + gone.name()
              + "\"), or run once with dropped state allowed.");
    }
  }

  private boolean hasState(Snapshot.StageInfo stage) {
    return snapshot.positions().containsKey(stage.name())
        || !snapshot.state().getOrDefault(stage.name(), List.of()).isEmpty();
  }

  /** Whether a stage of this kind has anything in snapshots; of kinds added later it may. */
  private static boolean keepsState(Stage stage) {
    return !(stage instanceof Stage.Map
        || stage instanceof Stage.Filter
        || stage instanceof Stage.FlatMap
        || stage instanceof Stage.Peek
        || stage instanceof Stage.Split
        || stage instanceof Stage.SideOutput
        || stage instanceof Stage.Redistribute
        || stage instanceof Stage.Merge
        || stage instanceof Stage.Write
        || stage instanceof Stage.LearnOutput);
  }

  private static Snapshot.StageInfo info(Stage stage) {
    return new Snapshot.StageInfo(
        stage.name(),
        stage.getClass().getSimpleName(),
        stage.type().toString(),
        PlanPrinter.definition(stage),
        Long.MIN_VALUE);
  }

  private static String text(Snapshot.StageInfo stage) {
    String definition = stage.definition().isEmpty() ? "" : " (" + stage.definition() + ")";
    return "a " + stage.kind() + " of " + stage.type() + definition;
  }

  private String of() {
    return "Snapshot " + snapshot.id() + ": ";
  }

  private static String of(String stage) {
    return "Stage \"" + stage + "\": ";
  }
}
