package org.tensair.engine.operator;

import org.tensair.api.PeekFunction;

/** Shows each record to a function, and passes it on. */
public final class PeekOperator extends InlineOperator {

  private final PeekFunction<Object> function;

  /** Runs {@code function} for the stage named {@code stage}. */
  public PeekOperator(String stage, StageCounters counters, PeekFunction<Object> function) {
    super(stage, counters);
    this.function = function;
  }

  @Override
  protected Port code(Port next) {
    StageCounters counters = counters();
    PeekFunction<Object> peek = function;
    return (record, eventTime) -> {
      counters.countIn();
      try {
        peek.look(record);
      } catch (Throwable failure) {
        throw failed("peek", record, eventTime, failure);
      }
      next.accept(record, eventTime);
    };
  }
}
