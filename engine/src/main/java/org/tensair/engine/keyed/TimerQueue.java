package org.tensair.engine.keyed;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * What is due at which event time: the earliest first, and of those of one time the one that was
 * there first. Each item is due at one time at most. Before it: an operator's records; after it:
 * the operator's watermark.
 *
 * <p>Something that is put off again and again, as a session is by each of its records, need not be
 * moved each time: its operator sees to that when the first time has come.
 *
 * @param <I> items
 */
final class TimerQueue<I extends TimerQueue.Item> {

  /** Something that can be due. */
  abstract static class Item {
    private final long sequence;
    private long planned = Long.MAX_VALUE;

    /**
     * @param sequence of two items due at one time the one with the lesser number comes first
     */
    Item(long sequence) {
      this.sequence = sequence;
    }

    final long sequence() {
      return sequence;
    }
  }

  private record Entry<I>(long time, long sequence, I item) {}

  private final PriorityQueue<Entry<I>> entries =
      new PriorityQueue<>(
          Comparator.<Entry<I>>comparingLong(Entry::time).thenComparingLong(Entry::sequence));
  private long sequence;
  private long taken = Long.MIN_VALUE;

  /** The number of the next new item. */
  long nextSequence() {
    return sequence++;
  }

  /** Says that an item has this number, from a snapshot. */
  long restoredSequence(long number) {
    sequence = Math.max(sequence, number + 1);
    return number;
  }

  /** Makes an item due at a time, unless it is due earlier. */
  void plan(I item, long time) {
    Item planned = item;
    if (time < planned.planned) {
      planned.planned = time;
      entries.add(new Entry<>(time, item.sequence(), item));
    }
  }

  /** An item is not due any more. */
  void cancel(I item) {
    Item cancelled = item;
    cancelled.planned = Long.MAX_VALUE;
  }

  /** The time at which the first item is due; {@code Long.MAX_VALUE} if none is. */
  long due() {
    Entry<I> first = first();
    return first == null ? Long.MAX_VALUE : first.time;
  }

  /** Takes the first item, if it is due at a watermark; from then on it is not due. */
  @Nullable I take(long watermark) {
    Entry<I> first = first();
    if (first == null || first.time > watermark) {
      return null;
    }
    entries.remove();
    cancel(first.item);
    taken = first.time;
    return first.item;
  }

  /** The time at which the item was due that was taken last. */
  long taken() {
    return taken;
  }

  /** The first entry that is still true. */
  private @Nullable Entry<I> first() {
    Entry<I> first = entries.peek();
    while (first != null && ((Item) first.item).planned != first.time) {
      entries.remove();
      first = entries.peek();
    }
    return first;
  }
}
