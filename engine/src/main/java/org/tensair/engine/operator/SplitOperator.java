package org.tensair.engine.operator;

import org.tensair.api.FilterFunction;

/** Passes the records on that pass a test, and all others aside. */
public final class SplitOperator extends InlineOperator {

  private final FilterFunction<Object> test;

  /** Runs {@code test} for the stage named {@code stage}. */
  public SplitOperator(String stage, StageCounters counters, FilterFunction<Object> test) {
    super(stage, counters);
    this.test = test;
  }

  @Override
  protected Port code(Port next) {
    StageCounters counters = counters();
    FilterFunction<Object> split = test;
    Port others = aside();
    return (record, eventTime) -> {
      counters.countIn();
      boolean matching;
      try {
        matching = split.test(record);
      } catch (Throwable failure) {
        throw failed("split", record, eventTime, failure);
      }
      if (matching) {
        next.accept(record, eventTime);
      } else {
        others.accept(record, eventTime);
      }
    };
  }
}
