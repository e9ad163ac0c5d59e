package org.tensair.engine;

import org.tensair.api.Execution;
import org.tensair.api.RunOptions;
import org.tensair.api.plan.Plan;
import org.tensair.api.spi.PipelineRuntime;

/** Runs plans with the threads of this process. */
public final class EmbeddedRuntime implements PipelineRuntime {

  /** Called by {@link java.util.ServiceLoader}. */
  public EmbeddedRuntime() {}

  @Override
  public String name() {
    return "embedded";
  }

  @Override
  public Execution start(Plan plan, RunOptions options) {
    Refusals.check(plan, options);
    EmbeddedExecution execution = new EmbeddedExecution(plan, options);
    execution.start();
    return execution;
  }
}
