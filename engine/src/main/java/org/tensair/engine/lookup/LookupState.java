package org.tensair.engine.lookup;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tensair.api.Aggregate;
import org.tensair.api.Lookup;
import org.tensair.engine.snapshot.SnapshotException;
import org.tensair.engine.snapshot.StateInput;
import org.tensair.engine.snapshot.StateOutput;

/** What one lookup keeps of the right records, by key. Used by the worker thread only. */
public abstract class LookupState {

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
      return WindowState.of(
          List.of(last.duration()), true, erased(last.aggregate()), disorder.toMillis());
    }
    if (lookup instanceof Lookup.LastOfSeveral<?, ?, ?> several) {
      return WindowState.of(
          several.durations(), false, erased(several.aggregate()), disorder.toMillis());
    }
    if (lookup instanceof Lookup.Total<?, ?, ?> total) {
      return new TotalState(erased(total.aggregate()));
    }
    throw new IllegalArgumentException("Lookup: found " + lookup + ", required one of this list.");
  }

  /** Adds a right record. */
  public abstract void add(Object key, Object row, long time) throws Exception;

  /** What a left record of this key finds at {@code time}. */
  public abstract @Nullable Object find(Object key, long time) throws Exception;

  /**
   * Writes all keys.
   *
   * @param out the output of a key's group
   */
  public abstract void save(Function<Object, StateOutput> out) throws Exception;

  /** Reads one key of those that were written. */
  public abstract void restore(StateInput in) throws Exception;

  /** The next value, which cannot be null. */
  static Object value(StateInput in) throws SnapshotException {
    Object value = in.readValue();
    if (value == null) {
      throw new SnapshotException("State of a lookup: found null, required a value.");
    }
    return value;
  }

  /** How many keys have rows. */
  abstract int size();

  @SuppressWarnings("unchecked")
  private static Aggregate<Object, Object, Object> erased(Aggregate<?, ?, ?> aggregate) {
    return (Aggregate<Object, Object, Object>) aggregate;
  }
}
