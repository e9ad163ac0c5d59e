package org.tensair.engine.keyed;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values by key, in the order in which the keys came; nothing is removed but everything at once.
 * Found with one multiplication and, mostly, one look at an index that is small enough for the
 * cache; and little code, so that it is inlined where each record looks something up. A library's
 * map has more code than that, and is too big there.
 *
 * <pre>
 *   index   [ hash of the key : 32 bits | place + 1 : 32 bits ]   open addressing, at most 2/3 full
 *   keys    by place
 *   values  by place
 * </pre>
 */
final class KeyTable {

  private static final int LEAST = 16;

  /** 2 to the 32 by the golden ratio: spreads consecutive numbers over the high bits (Knuth). */
  private static final int SPREAD = 0x9E3779B9;

  private long[] index = new long[2 * LEAST];
  private @Nullable Object[] keys = new Object[LEAST];
  private @Nullable Object[] values = new Object[LEAST];
  private int shift = Integer.numberOfLeadingZeros(2 * LEAST - 1);
  private int size;

  /** The place of a key; -1 if it has none. */
  int find(Object key) {
    int hash = key.hashCode() * SPREAD;
    long[] in = index;
    int at = hash >>> shift;
    for (long entry = in[at]; entry != 0; entry = in[at]) {
      int place = (int) entry - 1;
      if ((int) (entry >>> Integer.SIZE) == hash && key.equals(keys[place])) {
        return place;
      }
      at = (at + 1) & (in.length - 1);
    }
    return -1;
  }

  /** The value of a key; null if it has none. */
  @Nullable Object get(Object key) {
    int place = find(key);
    return place < 0 ? null : values[place];
  }

  /** Sets the value at a place that is taken. */
  void set(int place, Object value) {
    values[place] = value;
  }

  /** Adds a key that it does not have. */
  void add(Object key, Object value) {
    if (size == keys.length) {
      int length = keys.length + (keys.length >> 1);
      keys = Arrays.copyOf(keys, length);
      values = Arrays.copyOf(values, length);
    }
    keys[size] = key;
    values[size] = value;
    size++;
    if (size > index.length / 3 * 2) {
      widen();
    } else {
      enter(index, shift, size - 1);
    }
  }

  private void widen() {
    long[] wider = new long[Math.multiplyExact(index.length, 2)];
    shift--;
    for (int place = 0; place < size; place++) {
      enter(wider, shift, place);
    }
    index = wider;
  }

  private void enter(long[] into, int shifted, int place) {
    int hash = key(place).hashCode() * SPREAD;
    int at = hash >>> shifted;
    while (into[at] != 0) {
      at = (at + 1) & (into.length - 1);
    }
    into[at] = (long) hash << Integer.SIZE | (place + 1);
  }

  /** Number of keys. */
  int size() {
    return size;
  }

  /** The key that came as number {@code place}, from 0. */
  Object key(int place) {
    return present(keys, place);
  }

  /** Its value. */
  Object value(int place) {
    return present(values, place);
  }

  private Object present(@Nullable Object[] of, int place) {
    Object found = of[place];
    if (found == null) {
      throw new IndexOutOfBoundsException(
          "Key table: found " + size + " keys, required more than " + place + ".");
    }
    return found;
  }

  /** Forgets all keys, and keeps the room. */
  void clear() {
    Arrays.fill(index, 0);
    Arrays.fill(keys, 0, size, null);
    Arrays.fill(values, 0, size, null);
    size = 0;
  }
}
