package org.tensair.engine.operator;

import org.tensair.api.AsyncFunction;
import org.tensair.api.AsyncOptions;

/** Asks an outside service about each record. */
public final class AsyncOperator extends Operator {

  /** Asks {@code function} for the stage named {@code stage}. */
  public AsyncOperator(
      String stage,
      StageCounters counters,
      AsyncFunction<Object, Object> function,
      AsyncOptions options,
      Clock clock) {
    super(stage, counters);
  }

  @Override
  public void accept(Object record, long eventTime) {
    throw new UnsupportedOperationException(stage());
  }
}
