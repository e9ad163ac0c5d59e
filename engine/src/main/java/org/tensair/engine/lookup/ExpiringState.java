package org.tensair.engine.lookup;

import it.unimi.dsi.fastutil.objects.Object2ObjectOpenHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tensair.engine.snapshot.StateInput;
import org.tensair.engine.snapshot.StateOutput;

/**
 * The right records of one lookup, by key, as long as they can be found.
 *
 * <p>Rows are kept as long as a left record at the newest time, or up to {@code disorder} before
 * it, may find them. A left record later than that finds what is left. Keys whose rows have all
 * expired are dropped when the keys have doubled since that was done last, so at most half of many
 * keys are dead, at a constant cost for each new key.
 *
 * @param <R> what is kept of a key
 */
abstract class ExpiringState<R extends Ring> extends LookupState {

  private static final int FEW_KEYS = 8_192;

  private final Object2ObjectOpenHashMap<Object, R> keys = new Object2ObjectOpenHashMap<>();
  private final long retention;
  private long newest = Long.MIN_VALUE;
  private int sweepAt = FEW_KEYS;

  /**
   * @param retention milliseconds after which a row can no longer be found
   */
  ExpiringState(long retention) {
    this.retention = retention;
  }

  @Override
  public final void add(Object key, Object row, long time) throws Exception {
    newest = Math.max(newest, time);
    R rows = keys.get(key);
    if (rows == null) {
      if (keys.size() >= sweepAt) {
        sweep();
      }
      rows = create();
      keys.put(key, rows);
    }
    add(rows, row, time);
  }

  @Override
  public final @Nullable Object find(Object key, long time) throws Exception {
    return find(keys.get(key), time);
  }

  /** How many keys have rows. */
  @Override
  final int size() {
    return keys.size();
  }

  @Override
  public final void save(Function<Object, StateOutput> out) throws Exception {
    for (var each : keys.object2ObjectEntrySet()) {
      StateOutput group = out.apply(each.getKey());
      group.writeValue(each.getKey());
      each.getValue().save(group);
    }
  }

  @Override
  public final void restore(StateInput in) throws Exception {
    Object key = value(in);
    R rows = create();
    rows.restore(in);
    keys.put(key, rows);
    if (!rows.isEmpty()) {
      newest = Math.max(newest, rows.newest());
    }
  }

  /** Rows of a new key. */
  abstract R create();

  abstract void add(R rows, Object row, long time) throws Exception;

  abstract @Nullable Object find(@Nullable R rows, long time) throws Exception;

  private void sweep() {
    long expired = newest - retention;
    keys.values().removeIf(rows -> rows.isEmpty() || rows.newest() <= expired);
    sweepAt = Math.max(FEW_KEYS, 2 * keys.size());
  }
}
