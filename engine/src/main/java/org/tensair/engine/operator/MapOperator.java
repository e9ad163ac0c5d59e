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
    StageCounters counters = counters();
    MapFunction<Object, Object> map = function;
    return (record, eventTime) -> {
      counters.countIn();
      Object result;
      try {
        result = Failures.present(map.apply(record), "record");
      } catch (Throwable failure) {
        throw failed("map", record, eventTime, failure);
      }
      next.accept(result, eventTime);
    };
  }
}
