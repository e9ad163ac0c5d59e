package org.tensair.drift;

/**
 * The newest values of a series, cut in an older and a newer part whose means and variances are
 * kept up to date in constant time.
 *
 * <p>Sums are of the differences from the window's first value, with their rounding errors beside
 * them, and are added up anew each time as many values have come as the window holds. So a series
 * like 1e6 ± 0.01 keeps its variance, and no error lasts.
 */
final class SplitWindow {

  private static final int OLDER = 8;
  private static final int NEWER = OLDER + Part.NUMBERS;
  private static final int HEADER = NEWER + Part.NUMBERS;

  private final double[] ring;
  private int first;
  private int size;
  private double origin;
  private int untilRebuild;
  private final double[] deviating = new double[5];
  private int different;

  final Part older = new Part();
  final Part newer = new Part();

  SplitWindow(int capacity) {
    ring = new double[capacity];
    untilRebuild = capacity;
  }

  int size() {
    return size;
  }

  double origin() {
    return origin;
  }

  /** The value at {@code index}, 0 for the oldest. */
  double get(int index) {
    int at = first + index;
    return ring[at < ring.length ? at : at - ring.length];
  }

  void clear() {
    first = 0;
    size = 0;
    untilRebuild = ring.length;
    different = 0;
    older.clear();
    newer.clear();
  }

  /** Adds a value to the newer part; a full window loses its oldest. */
  void add(double value) {
    if (size == ring.length) {
      (older.count > 0 ? older : newer).remove(get(0) - origin);
      first = first + 1 < ring.length ? first + 1 : 0;
      size--;
    } else if (size == 0) {
      origin = value;
    }
    size++;
    int at = first + size - 1;
    ring[at < ring.length ? at : at - ring.length] = value;
    newer.add(value - origin);
    if (--untilRebuild == 0) {
      rebuild();
    }
  }

  /** Moves the cut so that the newer part has {@code newSize} values. */
  void cut(int newSize) {
    while (newer.count > newSize) {
      double value = get(older.count) - origin;
      newer.remove(value);
      toOlder(value);
    }
    while (newer.count < newSize) {
      double value = get(older.count - 1) - origin;
      older.remove(value);
      newer.add(value);
    }
  }

  /**
   * Whether the older part holds five different values beside its first; what slid out of it counts
   * until the next rebuild.
   */
  boolean olderVaries() {
    return different == deviating.length;
  }

  /**
   * Everything, as
   *
   * <pre>
   *   origin | values until the rebuild | different | deviating (5) | older (5) | newer (5) | values
   * </pre>
   */
  double[] state() {
    double[] state = new double[HEADER + size];
    state[0] = origin;
    state[1] = untilRebuild;
    state[2] = different;
    System.arraycopy(deviating, 0, state, 3, deviating.length);
    older.write(state, OLDER);
    newer.write(state, NEWER);
    for (int i = 0; i < size; i++) {
      state[HEADER + i] = get(i);
    }
    return state;
  }

  /** Takes over what {@link #state} gave. */
  void restore(double[] state) {
    int values = state.length - HEADER;
    if (values < 0 || values > ring.length || state[OLDER] + state[NEWER] != values) {
      throw new IllegalArgumentException(
          "optwin: found a state of "
              + state.length
              + " numbers, required that of a window of at most "
              + ring.length
              + " values; restore with the options it was taken with, or reset the detector.");
    }
    first = 0;
    size = values;
    origin = state[0];
    untilRebuild = (int) state[1];
    different = (int) state[2];
    System.arraycopy(state, 3, deviating, 0, deviating.length);
    older.read(state, OLDER);
    newer.read(state, NEWER);
    System.arraycopy(state, HEADER, ring, 0, values);
  }

  private void toOlder(double difference) {
    older.add(difference);
    if (different == deviating.length || difference == 0) {
      return;
    }
    for (int i = 0; i < different; i++) {
      if (deviating[i] == difference) {
        return;
      }
    }
    deviating[different++] = difference;
  }

  private void rebuild() {
    int oldSize = older.count;
    older.clear();
    newer.clear();
    origin = get(0);
    different = 0;
    for (int i = 0; i < oldSize; i++) {
      toOlder(get(i) - origin);
    }
    for (int i = oldSize; i < size; i++) {
      newer.add(get(i) - origin);
    }
    untilRebuild = ring.length;
  }

  /** Count, sum and sum of squares of differences from the origin. */
  static final class Part {

    static final int NUMBERS = 5;

    private int count;
    private double sum;
    private double sumError;
    private double squares;
    private double squaresError;

    int count() {
      return count;
    }

    /** Relative to the window's origin. */
    double mean() {
      return (sum + sumError) / count;
    }

    /** Of the population: divided by the count. */
    double variance() {
      double total = sum + sumError;
      return Math.max(0, (squares + squaresError - total * total / count) / count);
    }

    private void add(double value) {
      count++;
      plus(value, value * value);
    }

    private void remove(double value) {
      count--;
      plus(-value, -value * value);
    }

    private void clear() {
      count = 0;
      sum = 0;
      sumError = 0;
      squares = 0;
      squaresError = 0;
    }

    private void write(double[] state, int at) {
      state[at] = count;
      state[at + 1] = sum;
      state[at + 2] = sumError;
      state[at + 3] = squares;
      state[at + 4] = squaresError;
    }

    private void read(double[] state, int at) {
      count = (int) state[at];
      sum = state[at + 1];
      sumError = state[at + 2];
      squares = state[at + 3];
      squaresError = state[at + 4];
    }

    private void plus(double value, double square) {
      double newSum = sum + value;
      sumError += roundedAway(sum, value, newSum);
      sum = newSum;
      double newSquares = squares + square;
      squaresError += roundedAway(squares, square, newSquares);
      squares = newSquares;
    }

    /** What {@code a + b} lost in {@code sum}, exactly (Knuth's two-sum). */
    private static double roundedAway(double a, double b, double sum) {
      double added = sum - a;
      return (a - (sum - added)) + (b - added);
    }
  }
}
