package org.tensair.examples.flights;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tensair.api.Categories;
import org.tensair.api.Mean;

/**
 * What the model is told of a flight. Computed where the facts were looked up: they are many small
 * objects, and another thread would have to fetch each from this one's cache.
 *
 * <p>A trailing mean is drawn towards a prior that weighs as much as a few rows: an empty window
 * says nothing, and a single row little.
 *
 * @param key of the flight
 * @param numbers {@value #NUMERIC}, of which the first {@value #SCALED} are to be standardised;
 *     what is missing is NaN
 * @param categories {@value #CATEGORIES} rows of one embedding table
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and two lists would be 63 objects.
public record FlightFeatures(FlightKey key, double[] numbers, int[] categories) {

  /** How many numbers there are. */
  public static final int NUMERIC = 55;

  /** How many of the numbers, from the first on, have a scale of their own. */
  public static final int SCALED = 43;

  /** How many categories there are. */
  public static final int CATEGORIES = 10;

  private static final double SHARE_PRIOR = 0.22;
  private static final double DELAY_PRIOR = 0.2;
  private static final double FEW = 2;

  /** Rows of each category, one after the other in the one table. */
  private static final int[] ROWS = {64, 16, 128, 24, 7, Turnaround.LEVELS, 256, 128, 128, 128};

  /** The features of a flight, from what is known of it at its scheduled departure. */
  public static FlightFeatures of(Sample sample) {
    Flight flight = sample.flight();
    Turnaround turnaround = new Turnaround(flight, sample.left(), sample.landed());
    double[] numbers = new double[NUMERIC];
    numbers[0] = flight.distance();
    weather(sample.weather(), numbers);
    facts(sample.facts(), numbers);
    turnaround.write(numbers, SCALED);
    time(flight, numbers, SCALED + Turnaround.COLUMNS);
    FlightKey key = flight.key();
    return new FlightFeatures(key, numbers, categories(flight, key, turnaround.readiness()));
  }

  @Override
  public String toString() {
    return "FlightFeatures[key="
        + key
        + ", numbers="
        + Arrays.toString(numbers)
        + ", categories="
        + Arrays.toString(categories)
        + "]";
  }

  private static void weather(Weather report, double[] numbers) {
    numbers[1] = report.temperature();
    numbers[2] = report.dewPoint();
    numbers[3] = report.humidity();
    numbers[4] = report.windSpeed();
    numbers[5] = report.precipitation();
    numbers[6] = report.pressure();
    numbers[7] = report.visibility();
  }

  private static void facts(Sample.@Nullable Known newest, double[] numbers) {
    double waitingAtOrigin = 0;
    double waitingOfCarrier = 0;
    double dueAtOrigin = 0;
    double dueOfCarrier = 0;
    double sameAtOrigin = 0;
    double sameOfCarrier = 0;
    for (Sample.Known known = newest; known != null; known = known.earlier()) {
      switch (known.fact()) {
        case LATE_AT_ORIGIN -> shares(numbers, 8, known);
        case LATE_OF_CARRIER -> shares(numbers, 11, known);
        case LATE_OF_CARRIER_AT_ORIGIN -> {
          shares(numbers, 14, known);
          numbers[17] = logOfCount(count(known, 1));
        }
        case LATE_TO_DESTINATION -> shares(numbers, 18, known);
        case LATE_OF_FLIGHT -> numbers[21] = mean(known, 0, SHARE_PRIOR, 5);
        case DELAY_AT_ORIGIN -> delays(numbers, 22, known);
        case DELAY_OF_CARRIER -> delays(numbers, 25, known);
        case DELAY_OF_CARRIER_AT_ORIGIN -> delays(numbers, 28, known);
        case DELAY_TO_DESTINATION -> delays(numbers, 31, known);
        case SCHEDULED_AT_ORIGIN -> {
          sameAtOrigin = count(known, 0);
          dueAtOrigin = count(known, 1) - sameAtOrigin;
          numbers[34] = count(known, 2);
        }
        case SCHEDULED_OF_CARRIER_AT_ORIGIN -> {
          sameOfCarrier = count(known, 0);
          dueOfCarrier = count(known, 1) - sameOfCarrier;
          numbers[35] = count(known, 2);
        }
        case WAITING_AT_ORIGIN -> waitingAtOrigin = known.number();
        case WAITING_OF_CARRIER_AT_ORIGIN -> waitingOfCarrier = known.number();
        case OVERDUE_AT_ORIGIN -> numbers[40] = logOfCount(Math.max(0, known.number()));
        case OVERDUE_OF_CARRIER_AT_ORIGIN -> numbers[41] = logOfCount(Math.max(0, known.number()));
        case ARRIVALS_AT_DESTINATION -> numbers[42] = mean(known, 0, 0, FEW);
      }
    }
    // Flights of this very minute wait too, but are not due yet; this one is among them.
    waitingAtOrigin -= sameAtOrigin;
    waitingOfCarrier -= sameOfCarrier;
    numbers[36] = waitingAtOrigin / (dueAtOrigin + 2);
    numbers[37] = logOfCount(waitingAtOrigin);
    numbers[38] = waitingOfCarrier / (dueOfCarrier + 2);
    numbers[39] = logOfCount(waitingOfCarrier);
  }

  /** Of late flights, over 20 minutes, 2 hours and a day. */
  private static void shares(double[] numbers, int column, Sample.Known known) {
    // No loop: of three rounds, compiling it costs more than it can save.
    numbers[column] = mean(known, 0, SHARE_PRIOR, FEW);
    numbers[column + 1] = mean(known, 1, SHARE_PRIOR, FEW);
    numbers[column + 2] = mean(known, 2, SHARE_PRIOR, FEW);
  }

  /** Mean delays over the same. Their roots, since few flights are very late. */
  private static void delays(double[] numbers, int column, Sample.Known known) {
    numbers[column] = Math.sqrt(mean(known, 0, DELAY_PRIOR, FEW) - Departure.LEAST_HOURS_LATE);
    numbers[column + 1] = Math.sqrt(mean(known, 1, DELAY_PRIOR, FEW) - Departure.LEAST_HOURS_LATE);
    numbers[column + 2] = Math.sqrt(mean(known, 2, DELAY_PRIOR, FEW) - Departure.LEAST_HOURS_LATE);
  }

  private static double mean(Sample.Known known, int window, double prior, double weight) {
    Mean mean = known.means().get(window);
    return (mean.count() * mean.mean() + prior * weight) / (mean.count() + weight);
  }

  private static double logOfCount(double count) {
    return Math.log(1 + count); // Exact for counts, and the JVM has no fast log1p.
  }

  private static double count(Sample.Known known, int window) {
    return known.means().get(window).count();
  }

  private static void time(Flight flight, double[] numbers, int column) {
    double day = Clock.minuteOfDay(flight.minute()) / 1440.0;
    numbers[column] = Math.sin(2 * Math.PI * day);
    numbers[column + 1] = Math.cos(2 * Math.PI * day);
    numbers[column + 2] = day;
  }

  private static int[] categories(Flight flight, FlightKey key, int readiness) {
    int carrier = flight.carrier().hashCode();
    int hour = Clock.minuteOfDay(flight.minute()) / 60;
    int[] found = {
      hashed(0, carrier),
      hashed(1, flight.origin().hashCode()),
      hashed(2, flight.destination().hashCode()),
      hour,
      Clock.weekday(flight.minute()),
      readiness,
      hashed(6, 31 * readiness + carrier),
      hashed(7, key.hash()),
      hashed(8, 31 * hour + flight.origin().hashCode()),
      hashed(9, 31 * hour + carrier)
    };
    int first = 0;
    for (int i = 0; i < found.length; i++) {
      found[i] += first;
      first += ROWS[i];
    }
    return found;
  }

  private static int hashed(int column, int category) {
    return Categories.row(category, ROWS[column]);
  }
}
