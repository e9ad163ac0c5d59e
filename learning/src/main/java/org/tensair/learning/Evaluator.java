package org.tensair.learning;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Prequential evaluation of one replica: over all its rows, and for each range of record indices.
 * Comes after the score of a mini-batch; its snapshots are merged over the replicas.
 *
 * <p>A stream need not end, so there are at most {@value #MOST_POINTS} ranges: when there would be
 * more, each two neighbours become one, and the ranges to come are twice as long.
 *
 * <p>A row whose loss is not finite is left out: its model's output, or its label, was not a
 * number, and one such row would make every mean of the run useless.
 */
final class Evaluator {

  private static final int BINS = 16_384;
  private static final int POINT_BINS = 1_024;
  private static final int MOST_POINTS = 512;

  private final Classes classes;
  private final Tallies total;
  private Map<Long, Point> points = new HashMap<>();
  private long rowsPerPoint;
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
      if (points.size() > MOST_POINTS) {
        halve();
        current = points.get(number / 2);
        currentNumber = number / 2;
      }
    }
    return Objects.requireNonNull(current);
  }

  private void halve() {
    Map<Long, Point> halved = new HashMap<>();
    points.forEach((number, point) -> halved.merge(number / 2, point, Point::merged));
    points = halved;
    rowsPerPoint *= 2;
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

    static Point merged(Point into, Point from) {
      into.tallies.merge(from.tallies);
      into.copy = null;
      return into;
    }
  }

  /** What has been evaluated up to now; changes no more. */
  Snapshot snapshot() {
    SortedMap<Long, Tallies> copied = new TreeMap<>();
    points.forEach((number, point) -> copied.put(number, point.copy()));
    return new Snapshot(total.copy(), rowsPerPoint, copied);
  }

  /** Everything; a copy. */
  EvaluationState state() {
    Map<Long, EvaluationState.Scores> copied = new TreeMap<>();
    points.forEach((number, point) -> copied.put(number, point.tallies.state()));
    return new EvaluationState(total.state(), rowsPerPoint, copied);
  }

  /** Adds what {@link #state} gave. */
  void add(EvaluationState state) {
    SortedMap<Long, Tallies> more = new TreeMap<>();
    state.points().forEach((number, scores) -> more.put(number, new Tallies(classes, scores)));
    Tallies moreTotal = new Tallies(classes, state.total());
    Snapshot merged =
        Snapshot.merged(List.of(snapshot(), new Snapshot(moreTotal, state.rowsPerPoint(), more)));
    total.merge(moreTotal);
    rowsPerPoint = merged.rowsPerPoint();
    points = new HashMap<>();
    merged.points().forEach((number, tallies) -> points.put(number, new Point(tallies)));
  }

  /**
   * Scores that change no more.
   *
   * @param rowsPerPoint length of the ranges
   * @param points by number: their first record index divided by {@code rowsPerPoint}
   */
  record Snapshot(Tallies total, long rowsPerPoint, SortedMap<Long, Tallies> points) {

    /** The scores of several replicas together; there must be at least one. */
    static Snapshot merged(List<Snapshot> snapshots) {
      long rowsPerPoint = snapshots.stream().mapToLong(Snapshot::rowsPerPoint).max().orElseThrow();
      Tallies total = snapshots.get(0).total.copy();
      snapshots.subList(1, snapshots.size()).forEach(other -> total.merge(other.total));
      SortedMap<Long, Tallies> points = new TreeMap<>();
      for (Snapshot snapshot : snapshots) {
        // Both are the configured length times a power of two.
        long ratio = rowsPerPoint / snapshot.rowsPerPoint;
        snapshot.points.forEach(
            (number, point) -> points.merge(number / ratio, point.copy(), Snapshot::add));
      }
      return new Snapshot(total, rowsPerPoint, points);
    }

    private static Tallies add(Tallies into, Tallies from) {
      into.merge(from);
      return into;
    }
  }
}
