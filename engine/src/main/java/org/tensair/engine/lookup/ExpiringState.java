package org.tensair.engine.lookup;

import it.unimi.dsi.fastutil.objects.Object2ObjectOpenHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The right records of one lookup, by key, as long as they can be found.
 *
 * <p>Rows are kept as long as a left record at the newest time, or up to {@code disorder} before
 * it, may find them. A left record later than that finds what is left. Keys whose rows have all
 * expired are dropped by a sweep over all keys, done at most once in a few times as many
 * operations, so its cost per operation is constant.
 */
abstract class ExpiringState extends LookupState {

  private final Object2ObjectOpenHashMap<Object, Rows> keys = new Object2ObjectOpenHashMap<>();
  private final long retention;
  private long newest = Long.MIN_VALUE;
  private long nextSweep = Long.MIN_VALUE;
  private long operationsToSweep;

  /**
   * @param retention milliseconds after which a row can no longer be found
   */
  ExpiringState(long retention) {
    this.retention = retention;
  }

  @Override
  public final void add(Object key, Object row, long time) throws Exception {
    passed(time);
    Rows rows = keys.get(key);
    if (rows == null) {
      rows = create();
      keys.put(key, rows);
    }
    add(rows, row, time);
  }

  @Override
  public final @Nullable Object find(Object key, long time) throws Exception {
    passed(time);
    return find(keys.get(key), time);
  }

  /** How many keys have rows. */
  @Override
  final int size() {
    return keys.size();
  }

  /** Rows of a new key. */
  abstract Rows create();

  abstract void add(Rows rows, Object row, long time) throws Exception;

  abstract @Nullable Object find(@Nullable Rows rows, long time) throws Exception;

  private void passed(long time) {
    operationsToSweep--;
    if (time > newest) {
      newest = time;
      if (time >= nextSweep && operationsToSweep <= 0) {
        sweep();
      }
    }
  }

  private void sweep() {
    long expired = newest - retention;
    keys.values().removeIf(rows -> rows.isEmpty() || rows.time(rows.end() - 1) <= expired);
    nextSweep = newest + retention;
    operationsToSweep = 4L * keys.size();
  }
}
