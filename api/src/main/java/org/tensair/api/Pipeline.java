package org.tensair.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensair.api.plan.Plan;
import org.tensair.api.plan.Stage;
import org.tensair.api.spi.Runtimes;

/**
 * A description of streams and what is done with them. Build it in one thread; then {@link #start}
 * it, as often as wanted.
 *
 * <pre>{@code
 * Pipeline pipeline = Pipeline.named("temperatures");
 * pipeline.read(readings).filter(r -> r.celsius() > 30).to(alarms);
 * pipeline.start(RunOptions.defaults()).await();
 * }</pre>
 */
public final class Pipeline {

  private final String name;
  private final List<Stage> stages = new ArrayList<>();
  private final Map<Class<?>, StateSerializer<?>> serializers = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  private Pipeline(String name) {
    this.name = name;
  }

  /** An empty pipeline. */
  public static Pipeline named(String name) {
    return new Pipeline(name);
  }

  /** The name given at creation. */
  public String name() {
    return name;
  }

  /** Reads a source; its records carry the event time that the source gives them. */
  public <T> Stream<T> read(Source<T> source) {
    return new Stream<>(this, add(new Stage.Read(source.name(), source, false)));
  }

  /**
   * Says how snapshots keep values of {@code type}, and allows it in streams, keys' states and
   * accumulators.
   */
  public <T> Pipeline serializer(Class<T> type, StateSerializer<T> serializer) {
    serializers.put(type, serializer);
    return this;
  }

  /**
   * The plan as described so far.
   *
   * @throws PlanException naming every problem found: duplicate stage names, types that Java
   *     erases, keys that have no stable hash, options out of range
   */
  public Plan plan() {
    List<String> found = new ArrayList<>(problems);
    found.addAll(PlanChecks.problemsOf(stages, serializers.keySet()));
    if (!found.isEmpty()) {
      throw new PlanException(name, found);
    }
    return new Plan(name, stages, serializers);
  }

  /**
   * Starts the pipeline on the runtime found on the class path.
   *
   * @throws PlanException if {@link #plan} has problems or the runtime refuses a stage
   * @throws IllegalStateException if there is no runtime on the class path
   */
  public Execution start(RunOptions options) {
    return Runtimes.pipelineRuntime().start(plan(), options);
  }

  <S extends Stage> S add(S stage) {
    stages.add(stage);
    return stage;
  }

  /** Puts {@code replacement} in the place of {@code old}, unless {@code old} is already used. */
  <S extends Stage> S replace(S old, S replacement) {
    for (Stage each : stages) {
      if (each.inputs().stream().anyMatch(input -> input == old)) {
        problems.add(
            "Stage \""
                + old.name()
                + "\": found .named(...) or .as(...) after the stream is used by \""
                + each.name()
                + "\", required before. Call it where the stream is made.");
        return old;
      }
    }
    for (int i = 0; i < stages.size(); i++) {
      if (stages.get(i) == old) {
        stages.set(i, replacement);
      }
    }
    return replacement;
  }

  void problem(String text) {
    problems.add(text);
  }

  String nextName(String operator) {
    return operator + "-" + (stages.size() + 1);
  }
}
