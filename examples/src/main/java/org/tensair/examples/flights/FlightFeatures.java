package org.tensair.examples.flights;

import java.util.Arrays;
import org.tensair.api.Categories;

/**
 * What the model is told of a flight. Computed where the facts were looked up: they are many small
 * objects, and another thread would have to fetch each from this one's cache.
 *
 * @param key of the flight
 * @param numbers {@value #NUMERIC}, of which the first {@value #SCALED} are to be standardised;
 *     what is missing is NaN
 * @param categories {@value #CATEGORIES} rows of one embedding table
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Never compared, and lists would be an object for each number.
public record FlightFeatures(FlightKey key, double[] numbers, int[] categories) {

  /** How many of the numbers, from the first on, have a scale of their own. */
  public static final int SCALED = Fact.END;

  /** How many numbers there are. */
  public static final int NUMERIC = SCALED + Turnaround.COLUMNS + 3;

  /** How many categories there are. */
  public static final int CATEGORIES = 10;

  /** Rows of each category, one after the other in the one table. */
  private static final int[] ROWS = {64, 16, 128, 24, 7, Turnaround.LEVELS, 256, 128, 128, 128};

  /** The features of a flight, from what is known of it at its scheduled departure. */
  public static FlightFeatures of(Sample sample) {
    Flight flight = sample.flight();
    Turnaround turnaround = new Turnaround(flight, sample.left(), sample.landed());
    double[] numbers = new double[NUMERIC];
    numbers[0] = flight.distance();
    weather(sample.weather(), numbers);
    for (Sample.Known known = sample.facts(); known != null; known = known.earlier()) {
      known.fact().write(known, numbers);
    }
    Fact.finish(numbers);
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
