package org.tensair.engine.keyed;

import it.unimi.dsi.fastutil.objects.Object2ObjectLinkedOpenHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tensair.api.Aggregate;
import org.tensair.engine.operator.StateWriter;
import org.tensair.engine.snapshot.SnapshotException;
import org.tensair.engine.snapshot.StateInput;
import org.tensair.engine.snapshot.StateOutput;

/**
 * Accumulators by pane and key. A pane is a piece of time that windows are put together of, so that
 * a record is added once, however many windows it is in.
 */
final class Panes {

  private final Aggregate<Object, Object, Object> aggregate;
  // Linked: results then come in the order in which keys have, not by hashes of a run's own.
  private final TreeMap<Long, Object2ObjectLinkedOpenHashMap<Object, Object>> panes =
      new TreeMap<>();
  // Records come pane after pane, mostly.
  private long currentStart;
  private @Nullable Object2ObjectLinkedOpenHashMap<Object, Object> current;

  Panes(Aggregate<Object, Object, Object> aggregate) {
    this.aggregate = aggregate;
  }

  /** Adds a record to a pane. */
  void add(long start, Object key, Object record) throws Exception {
    Object2ObjectLinkedOpenHashMap<Object, Object> pane = pane(start);
    Object before = pane.get(key);
    Object after = aggregate.add(before == null ? aggregate.create() : before, record);
    if (after != before) {
      pane.put(key, after);
    }
  }

  /** Merges an accumulator of later records into a pane; it is not used afterwards. */
  void merge(long start, Object key, Object accumulator) {
    Object2ObjectLinkedOpenHashMap<Object, Object> pane = pane(start);
    Object before = pane.get(key);
    pane.put(key, before == null ? accumulator : aggregate.merge(before, accumulator));
  }

  private Object2ObjectLinkedOpenHashMap<Object, Object> pane(long start) {
    Object2ObjectLinkedOpenHashMap<Object, Object> pane = current;
    if (pane == null || start != currentStart) {
      pane = panes.computeIfAbsent(start, each -> new Object2ObjectLinkedOpenHashMap<>());
      current = pane;
      currentStart = start;
    }
    return pane;
  }

  /** The panes that begin in [{@code from}, {@code to}). */
  NavigableMap<Long, Object2ObjectLinkedOpenHashMap<Object, Object>> between(long from, long to) {
    return panes.subMap(from, true, to, false);
  }

  /** All panes. */
  NavigableMap<Long, Object2ObjectLinkedOpenHashMap<Object, Object>> all() {
    return panes;
  }

  boolean isEmpty() {
    return panes.isEmpty();
  }

  /** Start of the first pane; requires one. */
  long first() {
    return panes.firstKey();
  }

  /** Forgets the panes that begin before {@code start}. */
  void dropBefore(long start) {
    panes.headMap(start, false).clear();
    current = null;
  }

  /** Copies of the accumulators of several panes, by key. */
  Map<Object, Object> merged(Map<Long, ? extends Map<Object, Object>> parts) {
    Map<Object, Object> merged = new Object2ObjectLinkedOpenHashMap<>();
    for (Map<Object, Object> pane : parts.values()) {
      for (var entry : pane.entrySet()) {
        Object before = merged.get(entry.getKey());
        Object after =
            aggregate.merge(before == null ? aggregate.create() : before, entry.getValue());
        if (after != before) {
          merged.put(entry.getKey(), after);
        }
      }
    }
    return merged;
  }

  /** A copy of the accumulators of several panes of one key, in one; null if there are none. */
  @Nullable Object merged(long from, long to, Object key) {
    Object merged = null;
    for (Object2ObjectLinkedOpenHashMap<Object, Object> pane : between(from, to).values()) {
      Object accumulator = pane.get(key);
      if (accumulator != null) {
        merged = aggregate.merge(merged == null ? aggregate.create() : merged, accumulator);
      }
    }
    return merged;
  }

  void save(StateWriter out) throws SnapshotException {
    for (var pane : panes.entrySet()) {
      for (var entry : pane.getValue().object2ObjectEntrySet()) {
        StateOutput group = out.of(entry.getKey());
        group.writeLong(pane.getKey());
        group.writeValue(entry.getKey());
        group.writeValue(entry.getValue());
      }
    }
  }

  void restore(StateInput in) throws SnapshotException {
    while (in.hasMore()) {
      long start = in.readLong();
      merge(start, Saved.value(in), Saved.value(in));
    }
  }
}
