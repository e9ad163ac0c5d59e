package org.tensair.engine.operator;

import org.tensair.api.MapFunction;

/** Applies a function to each record. */
public final class MapOperator extends InlineOperator {

  private final MapFunction<Object, Object> function;

  /** Runs {@code function} for the stage named {@code stage}. */
  public MapOperator(String stage, StageCounters counters, MapFunction<Object, Object> function) {
    super(stage, counters);
    this.function = function;
  }

  @Override
  protected Port code(Port next) {
    return OwnClass.of(Code.class, this, counters(), function, next);
  }

  static final class Code implements Port {
    private final MapOperator stage;
    private final StageCounters counters;
    private final MapFunction<Object, Object> function;
    private final Port next;

    Code(
        MapOperator stage,
        StageCounters counters,
        MapFunction<Object, Object> function,
        Port next) {
      this.stage = stage;
      this.counters = counters;
      this.function = function;
      this.next = next;
    }

    @Override
    public void accept(Object record, long eventTime) {
      counters.countIn();
      Object result;
      try {
        result = Failures.present(function.apply(record), "record");
      } catch (Throwable failure) {
        throw stage.failed("map", record, eventTime, failure);
      }
      next.accept(result, eventTime);
    }
  }
}
