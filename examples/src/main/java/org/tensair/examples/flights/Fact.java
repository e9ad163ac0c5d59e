package org.tensair.examples.flights;

import org.tensair.api.Mean;

/**
 * What is looked up for a flight at its scheduled departure, with the windows it is looked up over,
 * and what the model is told of it: a mean over each window, drawn towards a prior that weighs as
 * much as a few rows, since an empty window says nothing and a single row little; of the flights
 * that have not left, the logarithm of their number; of those of this very minute, their number.
 */
public enum Fact {
  /** Share of flights that turned out late, at the origin. */
  LATE_AT_ORIGIN(8, Fact.SHARE, 2),
  /** … of the carrier. */
  LATE_OF_CARRIER(11, Fact.SHARE, 2),
  /** … of the carrier at the origin. */
  LATE_OF_CARRIER_AT_ORIGIN(14, Fact.SHARE, 2),
  /** … to the destination. */
  LATE_TO_DESTINATION(17, Fact.SHARE, 2),
  /** … of this very flight on its earlier days. */
  LATE_OF_FLIGHT(20, Fact.SHARE, 5),
  /** Mean delay of the departures at the origin. */
  DELAY_AT_ORIGIN(22, Fact.DELAY, 2, true),
  /** … of the carrier. */
  DELAY_OF_CARRIER(25, Fact.DELAY, 2, true),
  /** … of the carrier at the origin. */
  DELAY_OF_CARRIER_AT_ORIGIN(28, Fact.DELAY, 2, true),
  /** … to the destination. */
  DELAY_TO_DESTINATION(31, Fact.DELAY, 2, true),
  /** Flights that were to leave the origin by now, have not, and are not known to be late. */
  WAITING_AT_ORIGIN(34, 0, 0),
  /** … of the carrier at the origin, those of this very minute included. */
  WAITING_OF_CARRIER_AT_ORIGIN(35, 0, 0),
  /** Flights of the last three hours at the origin known to be late that have not left yet. */
  OVERDUE_AT_ORIGIN(36, 0, 0),
  /** … of the carrier at the origin. */
  OVERDUE_OF_CARRIER_AT_ORIGIN(37, 0, 0),
  /** Mean delay of the arrivals at the destination. */
  ARRIVALS_AT_DESTINATION(38, 0, 2),
  /** Flights scheduled at the origin for this very minute. */
  SCHEDULED_AT_ORIGIN(39, 0, 0);

  private static final double SHARE = 0.22;
  private static final double DELAY = 0.2;

  /** Where how many labels there were of the carrier at the origin is written, over two hours. */
  private static final int LABELS_OF_CARRIER_AT_ORIGIN = 21;

  /** One behind the last column that is written. */
  static final int END = 40;

  private final int column;
  private final double prior;
  private final double rows;
  private final boolean root;

  Fact(int column, double prior, double rows) {
    this(column, prior, rows, false);
  }

  /**
   * @param column where the first window is written; the others follow
   * @param prior of the mean
   * @param rows how many the prior weighs
   * @param root whether to write the root, since few flights are very late
   */
  Fact(int column, double prior, double rows, boolean root) {
    this.column = column;
    this.prior = prior;
    this.rows = rows;
    this.root = root;
  }

  /** Writes what was found. */
  void write(Sample.Known known, double[] numbers) {
    int windows = known.means().size();
    if (windows == 0) {
      numbers[column] = Math.max(0, known.number());
      return;
    }
    for (int i = 0; i < windows; i++) {
      Mean mean = known.means().get(i);
      double drawn = (mean.count() * mean.mean() + prior * rows) / (mean.count() + rows);
      numbers[column + i] = root ? Math.sqrt(drawn - Departure.LEAST_HOURS_LATE) : drawn;
    }
    if (this == LATE_OF_CARRIER_AT_ORIGIN) {
      numbers[LABELS_OF_CARRIER_AT_ORIGIN] = logOfCount((double) known.means().get(1).count());
    }
  }

  /** To be called once all facts are written. */
  static void finish(double[] numbers) {
    // Flights of this very minute wait too, but are not due yet. Those of the carrier stay in its
    // number: a lookup less, and seldom more than this one.
    numbers[WAITING_AT_ORIGIN.column] -= numbers[SCHEDULED_AT_ORIGIN.column];
    // Their columns are next to each other.
    for (int i = WAITING_AT_ORIGIN.column; i <= OVERDUE_OF_CARRIER_AT_ORIGIN.column; i++) {
      numbers[i] = logOfCount(numbers[i]);
    }
  }

  private static double logOfCount(double count) {
    return Math.log(1 + count); // Exact for counts; the JVM has no fast log1p.
  }
}
