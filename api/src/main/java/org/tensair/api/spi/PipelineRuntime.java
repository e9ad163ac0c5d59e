package org.tensair.api.spi;

import org.tensair.api.Execution;
import org.tensair.api.RunOptions;
import org.tensair.api.plan.Plan;

/** Executes plans. Found with {@link java.util.ServiceLoader}. */
public interface PipelineRuntime {

  /** A short name, such as {@code embedded}. */
  String name();

  /**
   * Starts a plan and returns at once.
   *
   * @throws org.tensair.api.PlanException if the plan has a stage that this runtime cannot run
   */
  Execution start(Plan plan, RunOptions options);
}
