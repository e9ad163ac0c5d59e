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
    return OwnClass.of(Code.class, this, counters(), predicate, next);
  }

  static final class Code implements Port {
    private final FilterOperator stage;
    private final StageCounters counters;
    private final FilterFunction<Object> predicate;
    private final Port next;

    Code(
        FilterOperator stage, StageCounters counters, FilterFunction<Object> predicate, Port next) {
      this.stage = stage;
      this.counters = counters;
      this.predicate = predicate;
      this.next = next;
    }

    @Override
    public void accept(Object record, long eventTime) {
      counters.countIn();
      boolean kept;
      try {
        kept = predicate.test(record);
      } catch (Throwable failure) {
        throw stage.failed("filter", record, eventTime, failure);
      }
      if (kept) {
        next.accept(record, eventTime);
      }
    }
  }
}
