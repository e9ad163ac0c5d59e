package org.tensair.api;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tensair.api.plan.Plan;
import org.tensair.api.plan.Stage;

/**
 * Plans as text: for people, for Graphviz, for programs. Nothing is opened, read or loaded.
 *
 * <pre>{@code
 * System.out.print(PlanPrinter.text(pipeline.plan()));
 * }</pre>
 */
public final class PlanPrinter {

  private PlanPrinter() {}

  /**
   * What the state of a stage means beside its kind and type, such as the type of its keys, its
   * window and its aggregate: two stages with the same text can take each other's state. Empty for
   * stages that have none.
   */
  public static String definition(Stage stage) {
    return StageFacts.definition(stage);
  }

  /** A line for each stage in order, and one with its options where it has some. */
  public static String text(Plan plan) {
    StringBuilder text = new StringBuilder();
    text.append("Pipeline ").append(JsonText.quoted(plan.name())).append('\n');
    for (Stage stage : plan.stages()) {
      text.append("  ").append(StageFacts.kind(stage)).append(' ');
      text.append(JsonText.quoted(stage.name())).append(": ").append(stage.type());
      if (!stage.inputs().isEmpty()) {
        text.append(
            stage.inputs().stream()
                .map(input -> JsonText.quoted(input.name()))
                .collect(Collectors.joining(", ", ", from ", "")));
      }
      text.append('\n');
      Map<String, Object> options = StageFacts.options(stage);
      if (!options.isEmpty()) {
        text.append(
            options.entrySet().stream()
                .map(option -> option.getKey() + " = " + option.getValue())
                .collect(Collectors.joining(", ", "      ", "\n")));
      }
    }
    return text.toString();
  }

  /** A directed graph in the language of Graphviz: {@code dot -Tsvg}. */
  public static String dot(Plan plan) {
    StringBuilder dot = new StringBuilder();
    dot.append("digraph \"").append(escaped(plan.name())).append("\" {\n");
    dot.append("  rankdir=LR;\n  node [shape=box];\n");
    IdentityHashMap<Stage, Integer> numbers = new IdentityHashMap<>();
    for (Stage stage : plan.stages()) {
      int number = numbers.size();
      numbers.put(stage, number);
      dot.append("  s").append(number).append(" [label=\"").append(escaped(stage.name()));
      // A line break of Graphviz: two characters.
      dot.append("\\n").append(escaped(StageFacts.kind(stage) + " " + stage.type()));
      dot.append("\"];\n");
      List<String> ports = StageFacts.ports(stage);
      for (int port = 0; port < stage.inputs().size(); port++) {
        dot.append("  s").append(numbers.get(stage.inputs().get(port)));
        dot.append(" -> s").append(number);
        if (!ports.isEmpty()) {
          dot.append(" [label=\"").append(escaped(ports.get(port))).append("\"]");
        }
        dot.append(";\n");
      }
    }
    return dot.append("}\n").toString();
  }

  /**
   * An object with {@code pipeline}, a name, and {@code stages}, in order. Each stage has {@code
   * name}, {@code kind}, {@code type}, {@code inputs} (names, in port order) and {@code options},
   * an object; durations are of ISO 8601.
   */
  public static String json(Plan plan) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("pipeline", plan.name());
    json.put("stages", plan.stages().stream().map(PlanPrinter::stage).toList());
    return JsonText.of(json) + "\n";
  }

  private static Map<String, Object> stage(Stage stage) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", stage.name());
    json.put("kind", StageFacts.kind(stage));
    json.put("type", stage.type().toString());
    json.put("inputs", stage.inputs().stream().map(Stage::name).toList());
    json.put("options", StageFacts.options(stage));
    return json;
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
