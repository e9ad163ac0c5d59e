package org.tensair.engine.lookup;

import it.unimi.dsi.fastutil.objects.Object2ObjectOpenHashMap;
import org.tensair.api.Aggregate;

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
  int size() {
    return keys.size();
  }
}
