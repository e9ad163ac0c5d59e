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
  public static final int NUMERIC = 45;

  /** Columns of {@code categories}. */
  public static final int CATEGORIES = 8;

  private static final int SCALED = 33;
  private static final double SHARE_PRIOR = 0.22;
  private static final double DELAY_PRIOR = 0.2;

  private final int numeric;
  private final int categories;
  private final OnlineScaler scaler;
  private final Turnaround turnaround = new Turnaround();

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
    put(row, 0, flight.distance());
    weather(row, sample.weather());
    double waitingAtOrigin = 0;
    double waitingOfCarrier = 0;
    double dueAtOrigin = 0;
    double dueOfCarrier = 0;
    double sameAtOrigin = 0;
    double sameOfCarrier = 0;
    for (Sample.Known known = sample.facts(); known != null; known = known.earlier()) {
      switch (known.fact()) {
        case LATE_AT_ORIGIN -> means(row, 8, known, SHARE_PRIOR, 2);
        case LATE_OF_CARRIER -> means(row, 11, known, SHARE_PRIOR, 2);
        case LATE_OF_CARRIER_AT_ORIGIN -> {
          means(row, 13, known, SHARE_PRIOR, 2);
          put(row, 16, Math.log1p(count(known, 1)));
        }
        case LATE_TO_DESTINATION -> means(row, 17, known, SHARE_PRIOR, 2);
        case LATE_OF_FLIGHT -> means(row, 19, known, SHARE_PRIOR, 5);
        case DELAY_AT_ORIGIN -> means(row, 20, known, DELAY_PRIOR, 2);
        case DELAY_OF_CARRIER_AT_ORIGIN -> means(row, 22, known, DELAY_PRIOR, 2);
        case SCHEDULED_AT_ORIGIN -> {
          sameAtOrigin = count(known, 0);
          dueAtOrigin = count(known, 1) - sameAtOrigin;
          put(row, 24, count(known, 2));
        }
        case SCHEDULED_OF_CARRIER_AT_ORIGIN -> {
          sameOfCarrier = count(known, 0);
          dueOfCarrier = count(known, 1) - sameOfCarrier;
          put(row, 25, count(known, 2));
        }
        case WAITING_AT_ORIGIN -> waitingAtOrigin = known.number();
        case WAITING_OF_CARRIER_AT_ORIGIN -> waitingOfCarrier = known.number();
        case OVERDUE_AT_ORIGIN -> put(row, 30, Math.log1p(Math.max(0, known.number())));
        case OVERDUE_OF_CARRIER_AT_ORIGIN -> put(row, 31, Math.log1p(Math.max(0, known.number())));
        case ARRIVALS_AT_DESTINATION -> means(row, 32, known, 0, 2);
      }
    }
    // Flights of this very minute wait too, but are not due yet; this one is among them.
    waitingAtOrigin -= sameAtOrigin;
    waitingOfCarrier -= sameOfCarrier;
    put(row, 26, waitingAtOrigin / (dueAtOrigin + 2));
    put(row, 27, Math.log1p(waitingAtOrigin));
    put(row, 28, waitingOfCarrier / (dueOfCarrier + 2));
    put(row, 29, Math.log1p(waitingOfCarrier));
    turnaround.write(row, numeric, SCALED);
    time(row, SCALED + Turnaround.COLUMNS, flight);
    categories(row, flight);
  }

  private void weather(Row row, @Nullable Weather found) {
    put(row, 1, found == null ? Double.NaN : found.temperature());
    put(row, 2, found == null ? Double.NaN : found.dewPoint());
    put(row, 3, found == null ? Double.NaN : found.humidity());
    put(row, 4, found == null ? Double.NaN : found.windSpeed());
    put(row, 5, found == null ? Double.NaN : found.precipitation());
    put(row, 6, found == null ? Double.NaN : found.pressure());
    put(row, 7, found == null ? Double.NaN : found.visibility());
  }

  private void time(Row row, int column, Flight flight) {
    double day = Clock.minuteOfDay(flight.minute()) / 1440.0;
    row.putFloat(numeric, column, (float) Math.sin(2 * Math.PI * day));
    row.putFloat(numeric, column + 1, (float) Math.cos(2 * Math.PI * day));
    row.putFloat(numeric, column + 2, (float) day);
  }

  private void categories(Row row, Flight flight) {
    Table table = new Table(row);
    table.add(Categories.row(flight.carrier(), 256), 256);
    table.add(Categories.row(flight.origin(), 64), 64);
    table.add(Categories.row(flight.destination(), 1024), 1024);
    table.add(Clock.minuteOfDay(flight.minute()) / 60, 24);
    table.add(Clock.weekday(flight.minute()), 7);
    int readiness = turnaround.readiness();
    table.add(readiness, Turnaround.LEVELS);
    table.add(Categories.row(31 * readiness + flight.carrier().hashCode(), 2048), 2048);
    table.add(Categories.row(flight.key().hash(), 1024), 1024);
  }

  /** Writes categories, each with rows of its own in the one table. */
  private final class Table {
    private final Row row;
    private int column;
    private int offset;

    Table(Row row) {
      this.row = row;
    }

    void add(int category, int rows) {
      row.putInt(categories, column++, offset + category);
      offset += rows;
    }
  }

  private void put(Row row, int column, double value) {
    row.putFloat(numeric, column, scaler.scale(column, value));
  }

  private void means(Row row, int column, Sample.Known known, double prior, double weight) {
    for (int i = 0; i < known.means().size(); i++) {
      Mean mean = known.means().get(i);
      double sum = mean.count() * mean.mean();
      put(row, column + i, (sum + prior * weight) / (mean.count() + weight));
    }
  }

  private static double count(Sample.Known known, int window) {
    return known.means().get(window).count();
  }
}
