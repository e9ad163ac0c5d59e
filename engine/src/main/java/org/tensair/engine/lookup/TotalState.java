package org.tensair.engine.lookup;

import it.unimi.dsi.fastutil.objects.Object2ObjectOpenHashMap;
import java.util.function.Function;
import org.tensair.api.Aggregate;
import org.tensair.engine.snapshot.SnapshotException;
import org.tensair.engine.snapshot.StateInput;
import org.tensair.engine.snapshot.StateOutput;

/**
 * Aggregates all rows so far: one accumulator for each key, for good. Rows count as soon as they
 * come, so a left record behind the newest row finds later rows too.
 */
final class TotalState extends LookupState {

  private final Object2ObjectOpenHashMap<Object, Object> keys = new Object2ObjectOpenHashMap<>();
  private final Aggregate<Object, Object, Object> aggregate;

  TotalState(Aggregate<Object, Object, Object> aggregate) {
    this.aggregate = aggregate;
  }

  @Override
  public void add(Object key, Object row, long time) throws Exception {
    Object before = keys.get(key);
    Object after = aggregate.add(before == null ? aggregate.create() : before, row);
    if (after != before) {
      keys.put(key, after);
    }
  }

  @Override
  public Object find(Object key, long time) {
    Object accumulator = keys.get(key);
    return aggregate.result(accumulator == null ? aggregate.create() : accumulator);
  }

  @Override
  public void save(Function<Object, StateOutput> out) throws SnapshotException {
    for (var each : keys.object2ObjectEntrySet()) {
      StateOutput group = out.apply(each.getKey());
      group.writeValue(each.getKey());
      group.writeValue(each.getValue());
    }
  }

  @Override
  public void restore(StateInput in) throws SnapshotException {
    keys.put(value(in), value(in));
  }

  @Override
  int size() {
    return keys.size();
  }
}
