package org.tensair.engine.keyed;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values by key, in the order in which the keys came; nothing is removed but everything at once.
 * Finding a key is little code, so that it is inlined where each record looks something up: a
 * library's map has more, and is too big there.
 */
final class KeyTable {

  /** A key, and the value that whoever finds it may set. */
  static final class Entry {
    final Object key;
    Object value;
    private final int hash;

    private Entry(Object key, Object value, int hash) {
      this.key = key;
      this.value = value;
      this.hash = hash;
    }
  }

  private static final int LEAST = 16;

  /** 2 to the 32 by the golden ratio: spreads consecutive numbers over the high bits (Knuth). */
  private static final int SPREAD = 0x9E3779B9;

  /** Open addressing, at most 2/3 full; a power of two. */
  private @Nullable Entry[] index = new Entry[2 * LEAST];

  private int shift = Integer.numberOfLeadingZeros(2 * LEAST - 1);
  private @Nullable Entry[] inOrder = new Entry[LEAST];
  private int size;

  /** A key's entry; null if it has none. */
  @Nullable Entry find(Object key) {
    int hash = key.hashCode() * SPREAD;
    int at = hash >>> shift;
    Entry entry = index[at];
    return entry == null || (entry.hash == hash && key.equals(entry.key))
        ? entry
        : findAfter(at, hash, key);
  }

  private @Nullable Entry findAfter(int taken, int hash, Object key) {
    Entry[] in = index;
    int at = taken;
    Entry entry;
    do {
      at = (at + 1) & (in.length - 1);
      entry = in[at];
    } while (entry != null && (entry.hash != hash || !key.equals(entry.key)));
    return entry;
  }

  /** Adds a key that it does not have. */
  void add(Object key, Object value) {
    if (size == inOrder.length) {
      inOrder = Arrays.copyOf(inOrder, size + (size >> 1));
    }
    Entry entry = new Entry(key, value, key.hashCode() * SPREAD);
    inOrder[size++] = entry;
    if (size > index.length / 3 * 2) {
      widen();
    } else {
      enter(entry, index);
    }
  }

  private void widen() {
    Entry[] wider = new Entry[Math.multiplyExact(index.length, 2)];
    shift--;
    for (int place = 0; place < size; place++) {
      enter(entry(place), wider);
    }
    index = wider;
  }

  private void enter(Entry entry, @Nullable Entry[] into) {
    int at = entry.hash >>> shift;
    while (into[at] != null) {
      at = (at + 1) & (into.length - 1);
    }
    into[at] = entry;
  }

  /** Number of keys. */
  int size() {
    return size;
  }

  /** The key that came as number {@code place}, from 0, with its value. */
  Entry entry(int place) {
    Entry entry = inOrder[place];
    if (entry == null) {
      throw new IndexOutOfBoundsException(
          "Key table: found " + size + " keys, required more than " + place + ".");
    }
    return entry;
  }

  /** Forgets all keys, and keeps the room. */
  void clear() {
    Arrays.fill(index, null);
    Arrays.fill(inOrder, 0, size, null);
    size = 0;
  }
}
