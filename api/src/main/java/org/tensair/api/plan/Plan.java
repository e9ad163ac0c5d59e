package org.tensair.api.plan;

import java.util.List;

/**
 * An immutable pipeline description.
 *
 * @param name the pipeline's name
 * @param stages all stages, each after the stages that feed it
 */
public record Plan(String name, List<Stage> stages) {
  public Plan {
    stages = List.copyOf(stages);
  }

  /** The stages that {@code stage} feeds, in plan order. */
  public List<Stage> consumersOf(Stage stage) {
    return stages.stream()
        .filter(each -> each.inputs().stream().anyMatch(input -> input == stage))
        .toList();
  }
}
