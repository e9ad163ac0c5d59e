package org.tensair.engine.operator;

import java.util.ArrayList;
import java.util.List;
import org.tensair.api.FlatMapFunction;

/**
 * Turns each record into any number of records. They are collected first and handed on when the
 * function has returned, so that it cannot mistake, or swallow, the failure of a later stage.
 */
public final class FlatMapOperator extends InlineOperator {

  private final FlatMapFunction<Object, Object> function;
  private final List<Object> collected = new ArrayList<>();

  /** Runs {@code function} for the stage named {@code stage}. */
  public FlatMapOperator(
      String stage, StageCounters counters, FlatMapFunction<Object, Object> function) {
    super(stage, counters);
    this.function = function;
  }

  @Override
  protected Port code(Port next) {
    StageCounters counters = counters();
    FlatMapFunction<Object, Object> map = function;
    List<Object> results = collected;
    return (record, eventTime) -> {
      counters.countIn();
      try {
        map.apply(record, each -> results.add(Failures.present(each, "record")));
      } catch (Throwable failure) {
        throw failed("flatMap", record, eventTime, failure);
      }
      for (int i = 0; i < results.size(); i++) {
        next.accept(results.get(i), eventTime);
      }
      results.clear();
    };
  }
}
