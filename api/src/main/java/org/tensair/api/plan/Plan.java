package org.tensair.api.plan;

import java.util.List;
import java.util.Map;
import org.tensair.api.StateSerializer;

/**
 * An immutable pipeline description.
 *
 * @param name the pipeline's name
 * @param stages all stages, each after the stages that feed it
 * @param serializers how snapshots keep values of classes that runtimes cannot write by themselves
 */
public record Plan(String name, List<Stage> stages, Map<Class<?>, StateSerializer<?>> serializers) {
  public Plan {
    stages = List.copyOf(stages);
    serializers = Map.copyOf(serializers);
  }

  /** The stages that {@code stage} feeds, in plan order. */
  public List<Stage> consumersOf(Stage stage) {
    return stages.stream()
        .filter(each -> each.inputs().stream().anyMatch(input -> input == stage))
        .toList();
  }
}
