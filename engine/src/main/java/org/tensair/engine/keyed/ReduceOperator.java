package org.tensair.engine.keyed;

import it.unimi.dsi.fastutil.objects.Object2ObjectOpenHashMap;
import org.tensair.api.KeySelector;
import org.tensair.api.ReduceFunction;
import org.tensair.api.plan.KeyedStage;
import org.tensair.engine.operator.Operator;
import org.tensair.engine.operator.StageCounters;
import org.tensair.engine.operator.StateReader;
import org.tensair.engine.operator.StateWriter;
import org.tensair.engine.snapshot.StateInput;
import org.tensair.engine.snapshot.StateOutput;

/**
 * Reduces the records of each key to one, in the order in which they come, and emits it for each of
 * them. Before it: a chain, or the workers' routes; after it: whatever takes the reductions.
 */
final class ReduceOperator extends Operator {

  private final KeySelector<Object, Object> key;
  private final ReduceFunction<Object> function;
  private final Object2ObjectOpenHashMap<Object, Object> reduced = new Object2ObjectOpenHashMap<>();

  @SuppressWarnings("unchecked")
  ReduceOperator(KeyedStage.Reduce stage, StageCounters counters) {
    super(stage.name(), counters);
    this.key = (KeySelector<Object, Object>) stage.key();
    this.function = (ReduceFunction<Object>) stage.function();
  }

  @Override
  public void accept(Object record, long eventTime) {
    counters().countIn();
    Object after;
    try {
      Object ofRecord = Required.key(key, record);
      Object before = reduced.get(ofRecord);
      after = before == null ? record : Required.record(function.reduce(before, record));
      if (after != before) {
        reduced.put(ofRecord, after);
      }
    } catch (Throwable failure) {
      throw failed("reduce", record, eventTime, failure);
    }
    emit(after, eventTime);
  }

  @Override
  public void save(StateWriter out) throws Exception {
    for (var entry : reduced.object2ObjectEntrySet()) {
      StateOutput group = out.of(entry.getKey());
      group.writeValue(entry.getKey());
      group.writeValue(entry.getValue());
    }
  }

  @Override
  public void restore(StateReader in) throws Exception {
    for (StateInput section : in.keyed()) {
      while (section.hasMore()) {
        reduced.put(Saved.value(section), Saved.value(section));
      }
    }
  }
}
