package org.tensair.engine.keyed;

import it.unimi.dsi.fastutil.objects.Object2ObjectOpenHashMap;
import org.tensair.api.Aggregate;
import org.tensair.api.KeySelector;
import org.tensair.api.Keyed;
import org.tensair.api.plan.KeyedStage;
import org.tensair.engine.operator.Operator;
import org.tensair.engine.operator.StageCounters;
import org.tensair.engine.operator.StateReader;
import org.tensair.engine.operator.StateWriter;
import org.tensair.engine.snapshot.StateInput;
import org.tensair.engine.snapshot.StateOutput;

/**
 * Aggregates the records of each key, in the order in which they come, and emits the result so far
 * for each of them. Before it: a chain, or the workers' routes; after it: whatever takes the
 * results. A key costs its entry in one map and its accumulator.
 */
final class FoldOperator extends Operator {

  private final KeySelector<Object, Object> key;
  private final Aggregate<Object, Object, Object> aggregate;
  private final Object2ObjectOpenHashMap<Object, Object> accumulators =
      new Object2ObjectOpenHashMap<>();

  @SuppressWarnings("unchecked")
  FoldOperator(KeyedStage.Fold stage, StageCounters counters) {
    super(stage.name(), counters);
    this.key = (KeySelector<Object, Object>) stage.key();
    this.aggregate = (Aggregate<Object, Object, Object>) stage.aggregate();
  }

  @Override
  public void accept(Object record, long eventTime) {
    counters().countIn();
    Object result;
    try {
      Object ofRecord = Required.key(key, record);
      Object before = accumulators.get(ofRecord);
      Object after = aggregate.add(before == null ? aggregate.create() : before, record);
      if (after != before) {
        accumulators.put(ofRecord, after);
      }
      result = new Keyed<>(ofRecord, Required.record(aggregate.result(after)));
    } catch (Throwable failure) {
      throw failed("aggregate", record, eventTime, failure);
    }
    emit(result, eventTime);
  }

  @Override
  public void save(StateWriter out) throws Exception {
    for (var entry : accumulators.object2ObjectEntrySet()) {
      StateOutput group = out.of(entry.getKey());
      group.writeValue(entry.getKey());
      group.writeValue(entry.getValue());
    }
  }

  @Override
  public void restore(StateReader in) throws Exception {
    for (StateInput section : in.keyed()) {
      while (section.hasMore()) {
        accumulators.put(Saved.value(section), Saved.value(section));
      }
    }
  }
}
