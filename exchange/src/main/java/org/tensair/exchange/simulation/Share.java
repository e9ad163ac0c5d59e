package org.tensair.exchange.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The rows of the stream that one replica gets, as it meets them: each is predicted at its time and
 * labelled some time later; at equal times prediction comes first.
 */
final class Share {
  /** A prediction or a label of a row, or the marker of a snapshot if {@code marker} is not 0. */
  record Event(long time, boolean label, int row, long marker) {}

  private static final long LABEL_DELAY = 15;
  private static final int MARKER_SPREAD = 10;

  private final List<Event> events;
  private int next;

  private Share(List<Event> events) {
    events.sort(Comparator.comparingLong(Event::time).thenComparing(Event::label));
    this.events = events;
  }

  /**
   * Deals the rows out to {@code replicas} at random, with {@code cuts} markers among them, each at
   * about the same time.
   */
  static List<Share> deal(int rows, int replicas, int cuts, SplittableRandom random) {
    List<List<Event>> hands = new ArrayList<>();
    for (int rank = 0; rank < replicas; rank++) {
      hands.add(new ArrayList<>());
    }
    long time = 0;
    for (int row = 0; row < rows; row++) {
      time += random.nextInt(10);
      List<Event> hand = hands.get(random.nextInt(replicas));
      hand.add(new Event(time, false, row, 0));
      hand.add(new Event(time + LABEL_DELAY, true, row, 0));
    }
    long end = time;
    long[] markers = random.longs(cuts, 0, Math.max(1, end)).toArray();
    for (List<Event> hand : hands) {
      long[] met = Arrays.stream(markers).map(t -> t + random.nextInt(MARKER_SPREAD)).toArray();
      Arrays.sort(met);
      for (int i = 0; i < cuts; i++) {
        hand.add(new Event(met[i], false, -1, i + 1));
      }
    }
    return hands.stream().map(Share::new).toList();
  }

  boolean isEmpty() {
    return next == events.size();
  }

  /**
   * The time of the next event, which is the replica's watermark; the largest number at the end.
   */
  long watermark() {
    return isEmpty() ? Long.MAX_VALUE : events.get(next).time();
  }

  Event take() {
    return events.get(next++);
  }
}
