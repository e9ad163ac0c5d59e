package org.tensair.examples.flights;

import org.jspecify.annotations.Nullable;
import org.tensair.api.Categories;
import org.tensair.api.Encoder;
import org.tensair.api.EncoderContext;
import org.tensair.api.Mean;
import org.tensair.api.OnlineScaler;
import org.tensair.api.Row;

/**
 * A sample as the features of the model: {@code numeric}, of which the first {@value #SCALED}
 * columns are standardised online, and {@code categories}, rows of one embedding table.
 *
 * <p>A trailing mean is drawn towards a prior that weighs as much as a few rows: an empty window
 * says nothing, and a single row little.
 */
public final class FlightEncoder implements Encoder<Sample> {

  /** Columns of {@code numeric}. */
  public static final int NUMERIC = 55;

  /** Columns of {@code categories}. */
  public static final int CATEGORIES = 8;

  private static final int SCALED = 43;
  private static final double SHARE_PRIOR = 0.22;
  private static final double DELAY_PRIOR = 0.2;

  /** Rows of each category, one after the other in the one table. */
  private static final int[] ROWS = {64, 16, 128, 24, 7, Turnaround.LEVELS, 256, 128};

  private final int numeric;
  private final int categories;
  private final OnlineScaler scaler;
  private final Turnaround turnaround = new Turnaround();
  private final double[] numbers = new double[NUMERIC];
  private final int[] found = new int[CATEGORIES];

  /** The encoder of one replica. */
  public FlightEncoder(EncoderContext context) {
    numeric = context.feature("numeric");
    categories = context.feature("categories");
    scaler = context.scaler("numeric", SCALED);
  }

  @Override
  public void encode(Sample sample, Row row) {
    Flight flight = sample.flight();
    turnaround.begin(flight, sample.left(), sample.landed());
    numbers[0] = flight.distance();
    weather(sample.weather());
    facts(sample.facts());
    turnaround.write(numbers, SCALED);
    time(SCALED + Turnaround.COLUMNS, flight);
    categories(flight);
    // In loops, not where each is found: this is compiled at the start of every run.
    for (int i = 0; i < SCALED; i++) {
      row.putFloat(numeric, i, scaler.scale(i, numbers[i]));
    }
    for (int i = SCALED; i < NUMERIC; i++) {
      row.putFloat(numeric, i, (float) numbers[i]);
    }
    int first = 0;
    for (int i = 0; i < CATEGORIES; i++) {
      row.putInt(categories, i, first + found[i]);
      first += ROWS[i];
    }
  }

  private void facts(Sample.@Nullable Known newest) {
    double waitingAtOrigin = 0;
    double waitingOfCarrier = 0;
    double dueAtOrigin = 0;
    double dueOfCarrier = 0;
    double sameAtOrigin = 0;
    double sameOfCarrier = 0;
    for (Sample.Known known = newest; known != null; known = known.earlier()) {
      switch (known.fact()) {
        case LATE_AT_ORIGIN -> means(8, known, SHARE_PRIOR, 2);
        case LATE_OF_CARRIER -> means(11, known, SHARE_PRIOR, 2);
        case LATE_OF_CARRIER_AT_ORIGIN -> {
          means(14, known, SHARE_PRIOR, 2);
          numbers[17] = Math.log1p(count(known, 1));
        }
        case LATE_TO_DESTINATION -> means(18, known, SHARE_PRIOR, 2);
        case LATE_OF_FLIGHT -> means(21, known, SHARE_PRIOR, 5);
        case DELAY_AT_ORIGIN -> means(22, known, DELAY_PRIOR, 2);
        case DELAY_OF_CARRIER -> means(25, known, DELAY_PRIOR, 2);
        case DELAY_OF_CARRIER_AT_ORIGIN -> means(28, known, DELAY_PRIOR, 2);
        case DELAY_TO_DESTINATION -> means(31, known, DELAY_PRIOR, 2);
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
        case OVERDUE_AT_ORIGIN -> numbers[40] = Math.log1p(Math.max(0, known.number()));
        case OVERDUE_OF_CARRIER_AT_ORIGIN -> numbers[41] = Math.log1p(Math.max(0, known.number()));
        case ARRIVALS_AT_DESTINATION -> means(42, known, 0, 2);
      }
    }
    // Flights of this very minute wait too, but are not due yet; this one is among them.
    waitingAtOrigin -= sameAtOrigin;
    waitingOfCarrier -= sameOfCarrier;
    numbers[36] = waitingAtOrigin / (dueAtOrigin + 2);
    numbers[37] = Math.log1p(waitingAtOrigin);
    numbers[38] = waitingOfCarrier / (dueOfCarrier + 2);
    numbers[39] = Math.log1p(waitingOfCarrier);
  }

  private void weather(Weather report) {
    numbers[1] = report.temperature();
    numbers[2] = report.dewPoint();
    numbers[3] = report.humidity();
    numbers[4] = report.windSpeed();
    numbers[5] = report.precipitation();
    numbers[6] = report.pressure();
    numbers[7] = report.visibility();
  }

  private void time(int column, Flight flight) {
    double day = Clock.minuteOfDay(flight.minute()) / 1440.0;
    numbers[column] = Math.sin(2 * Math.PI * day);
    numbers[column + 1] = Math.cos(2 * Math.PI * day);
    numbers[column + 2] = day;
  }

  private void categories(Flight flight) {
    int carrier = flight.carrier().hashCode();
    int readiness = turnaround.readiness();
    hashed(0, carrier);
    hashed(1, flight.origin().hashCode());
    hashed(2, flight.destination().hashCode());
    found[3] = Clock.minuteOfDay(flight.minute()) / 60;
    found[4] = Clock.weekday(flight.minute());
    found[5] = readiness;
    hashed(6, 31 * readiness + carrier);
    hashed(7, flight.key().hash());
  }

  private void hashed(int column, int category) {
    found[column] = Categories.row(category, ROWS[column]);
  }

  private void means(int column, Sample.Known known, double prior, double weight) {
    for (int i = 0; i < known.means().size(); i++) {
      Mean mean = known.means().get(i);
      double sum = mean.count() * mean.mean();
      numbers[column + i] = (sum + prior * weight) / (mean.count() + weight);
    }
  }

  private static double count(Sample.Known known, int window) {
    return known.means().get(window).count();
  }
}
