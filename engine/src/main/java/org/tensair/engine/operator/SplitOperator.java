package org.tensair.engine.operator;

import org.tensair.api.FilterFunction;

/** Passes the records on that pass a test, and all others aside. */
public final class SplitOperator extends Operator {

  private final FilterFunction<Object> test;

  /** Runs {@code test} for the stage named {@code stage}. */
  public SplitOperator(String stage, StageCounters counters, FilterFunction<Object> test) {
    super(stage, counters);
    this.test = test;
  }

  @Override
  public void accept(Object record, long eventTime) {
    counters().countIn();
    boolean matching;
    try {
      matching = test.test(record);
    } catch (Throwable failure) {
      throw failed("split", record, eventTime, failure);
    }
    if (matching) {
      emit(record, eventTime);
    } else {
      emitAside(record, eventTime);
    }
  }
}
