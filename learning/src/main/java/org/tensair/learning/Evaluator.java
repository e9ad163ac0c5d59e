package org.tensair.learning;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Prequential evaluation of one replica: over all its rows, and for each range of record indices.
 * Comes after the score of a mini-batch; its snapshots are merged over the replicas.
 *
 * <p>A row whose loss is not finite is left out: its model's output, or its label, was not a
 * number, and one such row would make every mean of the run useless.
 */
final class Evaluator {

  private static final int BINS = 65_536;
  private static final int POINT_BINS = 1_024;

  private final Classes classes;
  private final long rowsPerPoint;
  private final Tallies total;
  private final Map<Long, Point> points = new HashMap<>();
  private long currentNumber = -1;
  private @Nullable Point current;

  Evaluator(Classes classes, long rowsPerPoint) {
    this.classes = classes;
    this.rowsPerPoint = rowsPerPoint;
    this.total = new Tallies(classes, BINS);
  }

  /** Adds a labelled row; {@code p} is the probability of class 1. */
  void add(PendingRow row, long labelTime, double loss, int predicted, int actual, double p) {
    total.add(row, labelTime, loss, predicted, actual, p);
    Point point = point(row.index / rowsPerPoint);
    point.copy = null;
    point.tallies.add(row, labelTime, loss, predicted, actual, p);
  }

  private Point point(long number) {
    if (current == null || number != currentNumber) {
      currentNumber = number;
      current = points.computeIfAbsent(number, n -> new Point(new Tallies(classes, POINT_BINS)));
    }
    return current;
  }

  /** Most points change no more: their copy is made once and shared by all snapshots after. */
  private static final class Point {
    final Tallies tallies;
    @Nullable Tallies copy;

    Point(Tallies tallies) {
      this.tallies = tallies;
    }

    Tallies copy() {
      if (copy == null) {
        copy = tallies.copy();
      }
      return copy;
    }
  }

  /**
   * Scores that change no more.
   *
   * @param points by number: the first record index divided by the rows of a point
   */
  record Snapshot(Tallies total, SortedMap<Long, Tallies> points) {

    /** The scores of several replicas together; there must be at least one. */
    static Snapshot merged(Iterable<Snapshot> snapshots) {
      Tallies total = null;
      SortedMap<Long, Tallies> points = new TreeMap<>();
      for (Snapshot snapshot : snapshots) {
        if (total == null) {
          total = snapshot.total.copy();
        } else {
          total.merge(snapshot.total);
        }
        snapshot.points.forEach(
            (number, point) -> points.merge(number, point.copy(), Snapshot::add));
      }
      if (total == null) {
        throw new IllegalArgumentException("Evaluation: found no replica, required at least one.");
      }
      return new Snapshot(total, points);
    }

    private static Tallies add(Tallies into, Tallies from) {
      into.merge(from);
      return into;
    }
  }

  Snapshot snapshot() {
    SortedMap<Long, Tallies> copied = new TreeMap<>();
    points.forEach((number, point) -> copied.put(number, point.copy()));
    return new Snapshot(total.copy(), copied);
  }
}
