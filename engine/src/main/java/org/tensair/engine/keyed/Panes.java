package org.tensair.engine.keyed;

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

  /** A table of at most so many keys is used for another pane when its own is over. */
  static final int KEPT_KEYS = 1 << 16;

  private final Aggregate<Object, Object, Object> aggregate;
  private final TreeMap<Long, KeyTable> panes = new TreeMap<>();
  private @Nullable KeyTable spare;
  // Records come pane after pane, mostly.
  private KeyTable open = new KeyTable();
  private long openStart;
  private long openLength;
  private long currentStart;
  private @Nullable KeyTable current;

  Panes(Aggregate<Object, Object, Object> aggregate) {
    this.aggregate = aggregate;
  }

  /** Opens the pane from {@code start} on for {@link #add}. */
  void open(long start, long length) {
    openStart = start;
    openLength = length;
    open = pane(start);
  }

  /** Whether the open pane holds a time. */
  boolean holds(long time) {
    // Unsigned: before the start is far after it.
    return Long.compareUnsigned(time - openStart, openLength) < 0;
  }

  /** No pane is open any more. */
  void close() {
    openLength = 0;
  }

  /**
   * Adds a record to the open pane.
   *
   * @param aggregate the same as ever: code into which this is inlined knows which one it is
   */
  void add(Aggregate<Object, Object, Object> aggregate, Object key, Object record)
      throws Exception {
    KeyTable pane = open;
    KeyTable.Entry entry = pane.find(key);
    if (entry == null) {
      addFirst(pane, key, record);
      return;
    }
    Object before = entry.value;
    Object after = aggregate.add(before, record);
    if (after != before) {
      entry.value = after;
    }
  }

  private void addFirst(KeyTable pane, Object key, Object record) throws Exception {
    pane.add(key, aggregate.add(aggregate.create(), record));
  }

  /** Merges an accumulator of later records into a pane; it is not used afterwards. */
  void merge(long start, Object key, Object accumulator) {
    KeyTable pane = pane(start);
    KeyTable.Entry entry = pane.find(key);
    if (entry == null) {
      pane.add(key, accumulator);
    } else {
      entry.value = aggregate.merge(entry.value, accumulator);
    }
  }

  private KeyTable pane(long start) {
    KeyTable pane = current;
    if (pane == null || start != currentStart) {
      pane = panes.get(start);
      if (pane == null) {
        pane = spare == null ? new KeyTable() : spare;
        spare = null;
        panes.put(start, pane);
      }
      current = pane;
      currentStart = start;
    }
    return pane;
  }

  /** The panes that begin in [{@code from}, {@code to}). */
  NavigableMap<Long, KeyTable> between(long from, long to) {
    return panes.subMap(from, true, to, false);
  }

  /** All panes. */
  NavigableMap<Long, KeyTable> all() {
    return panes;
  }

  boolean isEmpty() {
    return panes.isEmpty();
  }

  /** Start of the first pane; requires one. */
  long first() {
    return panes.firstKey();
  }

  /** Forgets the first pane; requires one. */
  void dropFirst() {
    KeyTable pane = panes.pollFirstEntry().getValue();
    current = null;
    close();
    if (pane.size() <= KEPT_KEYS) {
      pane.clear();
      spare = pane;
    }
  }

  /** A copy of the accumulators of several panes of one key, in one; null if there are none. */
  @Nullable Object merged(long from, long to, Object key) {
    Object merged = null;
    for (KeyTable pane : between(from, to).values()) {
      KeyTable.Entry entry = pane.find(key);
      if (entry != null) {
        merged = aggregate.merge(merged == null ? aggregate.create() : merged, entry.value);
      }
    }
    return merged;
  }

  void save(StateWriter out) throws SnapshotException {
    for (var pane : panes.entrySet()) {
      KeyTable table = pane.getValue();
      for (int i = 0; i < table.size(); i++) {
        KeyTable.Entry entry = table.entry(i);
        StateOutput group = out.of(entry.key);
        group.writeLong(pane.getKey());
        group.writeValue(entry.key);
        group.writeValue(entry.value);
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
