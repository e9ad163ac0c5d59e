package org.tensair.engine.lookup;

import it.unimi.dsi.fastutil.objects.Object2ObjectOpenHashMap;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensair.api.Aggregate;
import org.tensair.api.Lookup;

/**
 * The right records of one lookup, by key. Used by the worker thread only.
 *
 * <p>Rows are kept as long as a left record at the newest time, or up to {@code disorder} before
 * it, may find them. A left record later than that finds what is left. Keys whose rows have all
 * expired are dropped by a sweep over all keys, done at most once in that many operations, so its
 * cost per operation is constant.
 */
public abstract class LookupState {

  private final Object2ObjectOpenHashMap<Object, Rows> keys = new Object2ObjectOpenHashMap<>();
  private final long retention;
  private long newest = Long.MIN_VALUE;
  private long nextSweep = Long.MIN_VALUE;
  private long operationsSinceSweep;

  /**
   * @param retention milliseconds after which a row can no longer be found
   */
  LookupState(long retention) {
    this.retention = retention;
  }

  /**
   * The state that {@code lookup} needs.
   *
   * @param disorder how far behind the newest record a left record still finds all its rows
   */
  public static LookupState of(Lookup<?, ?> lookup, Duration disorder) {
    if (lookup instanceof Lookup.Latest<?> latest) {
      return new LatestState(latest.maxAge().toMillis(), disorder.toMillis());
    }
    if (lookup instanceof Lookup.Last<?, ?, ?> last) {
      return new WindowState(
          List.of(last.duration()), true, erased(last.aggregate()), disorder.toMillis());
    }
    if (lookup instanceof Lookup.LastOfSeveral<?, ?, ?> several) {
      return new WindowState(
          several.durations(), false, erased(several.aggregate()), disorder.toMillis());
    }
    throw new IllegalArgumentException("Lookup: found " + lookup + ", required one of this list.");
  }

  /** Adds a right record. */
  public final void add(Object key, Object row, long time) throws Exception {
    passed(time);
    Rows rows = keys.get(key);
    if (rows == null) {
      rows = create();
      keys.put(key, rows);
    }
    add(rows, row, time);
  }

  /** What a left record of this key finds at {@code time}. */
  public final @Nullable Object find(Object key, long time) throws Exception {
    passed(time);
    return find(keys.get(key), time);
  }

  /** How many keys have rows. */
  final int size() {
    return keys.size();
  }

  /** Rows of a new key. */
  abstract Rows create();

  abstract void add(Rows rows, Object row, long time) throws Exception;

  abstract @Nullable Object find(@Nullable Rows rows, long time) throws Exception;

  private void passed(long time) {
    operationsSinceSweep++;
    if (time > newest) {
      newest = time;
      if (time >= nextSweep && operationsSinceSweep >= keys.size()) {
        sweep();
      }
    }
  }

  private void sweep() {
    long expired = newest - retention;
    keys.values().removeIf(rows -> rows.isEmpty() || rows.time(rows.end() - 1) <= expired);
    nextSweep = newest + retention;
    operationsSinceSweep = 0;
  }

  @SuppressWarnings("unchecked")
  private static Aggregate<Object, Object, Object> erased(Aggregate<?, ?, ?> aggregate) {
    return (Aggregate<Object, Object, Object>) aggregate;
  }
}
