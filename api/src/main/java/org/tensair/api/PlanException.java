package org.tensair.api;

import java.util.List;

/** A pipeline that cannot be run; all its problems together. */
public class PlanException extends RuntimeException {

  private final transient List<String> problems;

  /**
   * @param pipeline the pipeline's name
   * @param problems one sentence each, naming the stage, what was found and what is required
   */
  public PlanException(String pipeline, List<String> problems) {
    super(
        "Pipeline \""
            + pipeline
            + "\" cannot run:"
            + String.join("", problems.stream().map(each -> "\n  - " + each).toList()));
    this.problems = List.copyOf(problems);
  }

  /** One sentence for each problem. */
  public List<String> problems() {
    return problems;
  }
}
