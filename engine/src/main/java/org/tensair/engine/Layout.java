package org.tensair.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.tensair.api.plan.KeyedStage;
import org.tensair.api.plan.Plan;
import org.tensair.api.plan.Stage;
import org.tensair.engine.route.Routing;

/**
 * Where the stages of a plan run, and how records get from one to the next.
 *
 * <pre>
 *   level 0                    level 1                  level 2
 *   read ─ map ─ filter ─┬─▶── window ─ map ────┬─▶──── sink
 *   (every worker)     by key  (every worker)  to the   (first worker)
 *                                               first
 * </pre>
 *
 * <p>The stages of one level on one worker are a chain: they call each other, and share a clock. A
 * record only moves on to higher levels, so a worker that waits for room can work on those without
 * entering a stage twice. With one worker all is one chain, but where records that a clock sets
 * free (windows' results) are to be merged by event time with others.
 */
final class Layout {

  private final int workers;
  private final boolean aligned;
  private final long disorder;
  private final IdentityHashMap<Stage, Place> places = new IdentityHashMap<>();
  private int levels = 1;

  /**
   * @param level see {@link Layout}
   * @param first whether only the first worker has the stage
   * @param setFree whether the stage's records may come from a clock
   * @param afterModel whether the stage takes what replicas emit
   * @param routings of its inputs
   */
  private record Place(
      int level, boolean first, boolean setFree, boolean afterModel, List<Routing> routings) {}

  Layout(Plan plan, int workers) {
    this.workers = workers;
    this.aligned =
        plan.stages().stream()
            .allMatch(stage -> !(stage instanceof Stage.Read read) || read.source().bounded());
    this.disorder =
        plan.stages().stream()
            .mapToLong(
                stage -> stage instanceof Stage.Read read ? read.source().disorder().toMillis() : 0)
            .max()
            .orElse(0);
    for (Stage stage : plan.stages()) {
      Place place = place(stage);
      places.put(stage, place);
      levels = Math.max(levels, place.level + 1);
    }
  }

  /** Whether all sources are bounded, so that everything is merged by event time. */
  boolean aligned() {
    return aligned;
  }

  /** The greatest disorder of all sources, in milliseconds. */
  long disorder() {
    return disorder;
  }

  int workers() {
    return workers;
  }

  int levels() {
    return levels;
  }

  int level(Stage stage) {
    return of(stage).level;
  }

  /** Whether a worker has the stage. */
  boolean has(int worker, Stage stage) {
    return worker == 0 || !of(stage).first;
  }

  /** The workers that have the stage: that many, from the first on. */
  int workersOf(Stage stage) {
    return of(stage).first ? 1 : workers;
  }

  /** Whether a stage takes what replicas emit: it has no level of its own. */
  boolean afterModel(Stage stage) {
    return of(stage).afterModel;
  }

  /** How the records of the stage's input with this number come. */
  Routing routing(Stage stage, int input) {
    return of(stage).routings.get(input);
  }

  private Place place(Stage stage) {
    List<Stage> inputs = stage.inputs();
    Routing[] routings = new Routing[inputs.size()];
    Arrays.fill(routings, Routing.DIRECT);
    if (stage instanceof Stage.LearnOutput || inputs.stream().anyMatch(this::afterModel)) {
      return new Place(level(inputs.get(0)), true, true, true, List.of(routings));
    }
    int level = 0;
    for (int i = 0; i < routings.length; i++) {
      routings[i] = routing(stage, inputs.get(i));
      level = Math.max(level, of(inputs.get(i)).level + (routings[i] == Routing.DIRECT ? 0 : 1));
    }
    boolean first = only(stage);
    boolean setFree = setsFree(stage);
    for (int i = 0; i < routings.length; i++) {
      Place input = of(inputs.get(i));
      if (routings[i] == Routing.DIRECT) {
        if (input.level < level) {
          routings[i] = Routing.SAME_WORKER;
        } else {
          setFree |= input.setFree;
        }
      }
      boolean stays = routings[i] == Routing.DIRECT || routings[i] == Routing.SAME_WORKER;
      first |= stays && input.first;
    }
    return new Place(level, first, setFree, false, List.of(routings));
  }

  private Routing routing(Stage stage, Stage input) {
    boolean waits = stage instanceof Stage.LookupJoin || stage instanceof Stage.Learn;
    if (workers > 1) {
      if (stage instanceof KeyedStage || stage instanceof Stage.LookupJoin) {
        return Routing.KEY;
      }
      if (stage instanceof Stage.Redistribute redistribute) {
        return redistribute.to() == Stage.Redistribute.To.ALL ? Routing.ALL : Routing.NEXT;
      }
      if (only(stage) || mixes(stage)) {
        return of(input).first && !(waits && aligned && of(input).setFree)
            ? Routing.DIRECT
            : Routing.FIRST;
      }
    }
    return waits && aligned && of(input).setFree ? Routing.SAME_WORKER : Routing.DIRECT;
  }

  /** Whether only the first worker may run a stage. */
  private static boolean only(Stage stage) {
    return stage instanceof Stage.Learn
        || (stage instanceof Stage.Write write && !write.sink().parallel());
  }

  /** Whether a stage has inputs of which some are at the first worker only. */
  private boolean mixes(Stage stage) {
    return stage.inputs().size() > 1
        && stage.inputs().stream().anyMatch(input -> of(input).first)
        && !stage.inputs().stream().allMatch(input -> of(input).first);
  }

  private static boolean setsFree(Stage stage) {
    return stage instanceof KeyedStage || stage instanceof Stage.Async;
  }

  /** The stages of one level at one worker, in plan order; those after a model are of none. */
  List<Stage> chain(Plan plan, int worker, int level) {
    List<Stage> chain = new ArrayList<>();
    for (Stage stage : plan.stages()) {
      if (level(stage) == level && has(worker, stage) && !afterModel(stage)) {
        chain.add(stage);
      }
    }
    return chain;
  }

  private Place of(Stage stage) {
    Place place = places.get(stage);
    if (place == null) {
      throw new IllegalStateException(
          "Stage \"" + stage.name() + "\" comes after a stage that it feeds.");
    }
    return place;
  }
}
