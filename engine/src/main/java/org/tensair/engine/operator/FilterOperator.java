package org.tensair.engine.operator;

import org.tensair.api.FilterFunction;

/** Hands on the records for which a predicate is true. */
public final class FilterOperator extends InlineOperator {

  private final FilterFunction<Object> predicate;

  /** Runs {@code predicate} for the stage named {@code stage}. */
  public FilterOperator(String stage, StageCounters counters, FilterFunction<Object> predicate) {
    super(stage, counters);
    this.predicate = predicate;
  }

  @Override
  protected Port code(Port next) {
    StageCounters counters = counters();
    FilterFunction<Object> test = predicate;
    return (record, eventTime) -> {
      counters.countIn();
      boolean kept;
      try {
        kept = test.test(record);
      } catch (Throwable failure) {
        throw failed("filter", record, eventTime, failure);
      }
      if (kept) {
        next.accept(record, eventTime);
      }
    };
  }
}
