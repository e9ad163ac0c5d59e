package org.tensair.engine.operator;

import org.tensair.api.PeekFunction;

/** Shows each record to a function, and passes it on. */
public final class PeekOperator extends Operator {

  private final PeekFunction<Object> function;

  /** Runs {@code function} for the stage named {@code stage}. */
  public PeekOperator(String stage, StageCounters counters, PeekFunction<Object> function) {
    super(stage, counters);
    this.function = function;
  }

  @Override
  public void accept(Object record, long eventTime) {
    counters().countIn();
    try {
      function.look(record);
    } catch (Throwable failure) {
      throw failed("peek", record, eventTime, failure);
    }
    emit(record, eventTime);
  }
}
