package org.tensair.engine.keyed;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensair.api.Aggregate;

/**
 * The keys of a window of several panes, and the aggregate of each. From one window to the next
 * only the panes are looked at that come and go, and only the keys of these are merged again: where
 * keys are many, most are in one pane only.
 *
 * <pre>
 *   panes     ├───┼───┼───┼───┤
 *   window 1  └───────────┘           from, to
 *   window 2      └───────────┘       leave ├───┤, enter ├───┤
 * </pre>
 *
 * <p>Whoever changes a pane that is in the window calls {@link #clear}.
 */
final class SlidingKeys {

  /** A key of the window. */
  static final class Held {
    final Object key;
    private int place;
    private int panes = 1;
    // Of the only pane, until its result is known; not to be changed.
    private @Nullable Object accumulator;
    private @Nullable Object result;

    private Held(Object key, int place, Object accumulator) {
      this.key = copy(key);
      this.place = place;
      this.accumulator = accumulator;
    }

    /**
     * A boxed number lies where its first record was read, each far from the next. Copies lie where
     * all that each window goes through does, which halves the time of a window of many keys.
     */
    private static Object copy(Object key) {
      if (key instanceof Long number) {
        return Long.valueOf(number.longValue());
      }
      return key instanceof Integer number ? Integer.valueOf(number.intValue()) : key;
    }

    private void change() {
      accumulator = null;
      result = null;
    }
  }

  private static final int LEAST = 16;

  private final Panes panes;
  private final Aggregate<Object, Object, Object> aggregate;
  private Map<Object, Held> keys = new HashMap<>();
  // Gone through for each window: in an array, several are fetched from memory at a time.
  private @Nullable Held[] held = new Held[LEAST];
  private int size;
  private long from;
  private long to;

  SlidingKeys(Panes panes, Aggregate<Object, Object, Object> aggregate) {
    this.panes = panes;
    this.aggregate = aggregate;
  }

  /** Moves to the window of the panes that begin in [{@code from}, {@code to}). */
  void moveTo(long from, long to) {
    if (from < this.from || from >= this.to || to < this.to) {
      clear();
      this.from = from;
      this.to = from;
    }
    panes.between(this.from, from).values().forEach(this::leave);
    panes.between(this.to, to).values().forEach(this::enter);
    this.from = from;
    this.to = to;
  }

  /** Number of keys in the window. */
  int size() {
    return size;
  }

  /** A key of the window, from 0 on in no order that means anything, but always the same. */
  Held key(int place) {
    Held key = held[place];
    if (key == null) {
      throw new IndexOutOfBoundsException(
          "Window: found " + size + " keys, required more than " + place + ".");
    }
    return key;
  }

  /** Puts together what the panes of the window have of one of its keys, unless that is known. */
  void merge(Held held) {
    if (held.result == null && held.accumulator == null) {
      held.accumulator = panes.merged(from, to, held.key);
    }
  }

  /** The result of one of the window's keys, which is {@link #merge merged}. */
  Object result(Held held) throws Exception {
    Object result = held.result;
    if (result == null) {
      Object accumulator = held.accumulator;
      if (accumulator == null) {
        throw new IllegalStateException("No pane of the window has the key " + held.key + ".");
      }
      result = aggregate.result(accumulator);
      held.result = result;
      held.accumulator = null;
    }
    return result;
  }

  /** A pane is about to be forgotten. */
  void forget(long start, KeyTable pane) {
    if (start >= from && start < to) {
      leave(pane);
      from = start + 1;
      if (size == 0) {
        clear();
      }
    }
  }

  /** Some pane has changed: the next window is put together anew. */
  void clear() {
    if (held.length > Panes.KEPT_KEYS) {
      keys = new HashMap<>();
      held = new Held[LEAST];
    } else {
      keys.clear();
      Arrays.fill(held, 0, size, null);
    }
    size = 0;
    to = from;
  }

  private void enter(KeyTable pane) {
    for (int i = 0; i < pane.size(); i++) {
      KeyTable.Entry entry = pane.entry(i);
      Held known = keys.get(entry.key);
      if (known != null) {
        known.panes++;
        known.change();
        continue;
      }
      if (size == held.length) {
        held = Arrays.copyOf(held, size + (size >> 1));
      }
      Held added = new Held(entry.key, size, entry.value);
      held[size++] = added;
      keys.put(entry.key, added);
    }
  }

  private void leave(KeyTable pane) {
    for (int i = 0; i < pane.size(); i++) {
      Object key = pane.entry(i).key;
      Held known = keys.get(key);
      if (known == null) {
        throw new IllegalStateException("The window lacks the key " + key + " of its pane.");
      }
      known.change();
      if (--known.panes == 0) {
        keys.remove(key);
        Held last = key(--size);
        last.place = known.place;
        held[last.place] = last;
        held[size] = null;
      }
    }
  }
}
