package org.tensair.examples.flights;

import java.nio.file.Path;
import org.tensair.api.Source;
import org.tensair.connectors.Csv;
import org.tensair.connectors.First;

/**
 * The streams of the flights' files; {@code examples/data/flights/README.md} says what is in them.
 */
public final class Flights {

  private Flights() {}

  /** Flights, by scheduled departure. */
  public static Source<Flight> scheduled(Path data, long records) {
    return First.of(
        records,
        Csv.source(
            data.resolve("flights.csv.gz"),
            Flight.class,
            row ->
                new Flight(
                    row.integer("time"),
                    row.text("origin"),
                    row.text("carrier"),
                    row.integer("flight"),
                    row.text("dest"),
                    row.integer("distance"),
                    row.text("aircraft")),
            row -> Clock.eventTime(row.integer("time"))));
  }

  /** The weather at the three airports, by publication. */
  public static Source<Weather> weather(Path data, long records) {
    return First.of(
        records,
        Csv.source(
            data.resolve("weather.csv.gz"),
            Weather.class,
            row ->
                new Weather(
                    row.text("origin"),
                    row.decimal("temp"),
                    row.decimal("dewp"),
                    row.decimal("humid"),
                    row.decimal("wind_speed"),
                    row.decimal("precip"),
                    row.decimal("pressure"),
                    row.decimal("visib")),
            row -> Clock.eventTime(row.integer("time"))));
  }

  /** The departures, as they happen. */
  public static Source<Departure> departed(Path data, long records) {
    return First.of(
        records,
        Csv.source(
            data.resolve("departures.csv.gz"),
            Departure.class,
            row ->
                new Departure(
                    row.integer("time"),
                    row.text("origin"),
                    row.text("carrier"),
                    row.text("dest"),
                    row.integer("distance"),
                    row.text("aircraft"),
                    row.integer("delay")),
            row -> Clock.eventTime(row.integer("time"))));
  }

  /** The arrivals, as they happen. */
  public static Source<Arrival> arrived(Path data, long records) {
    return First.of(
        records,
        Csv.source(
            data.resolve("arrivals.csv.gz"),
            Arrival.class,
            row ->
                new Arrival(
                    row.integer("time"),
                    row.text("dest"),
                    row.text("aircraft"),
                    row.integer("delay")),
            row -> Clock.eventTime(row.integer("time"))));
  }

  /** The labels, 15 minutes after each scheduled departure. */
  public static Source<Label> labels(Path data, long records) {
    return First.of(
        records,
        Csv.source(
            data.resolve("labels.csv.gz"),
            Label.class,
            row ->
                new Label(
                    row.integer("time") - Label.DELAY,
                    row.text("origin"),
                    row.text("carrier"),
                    row.integer("flight"),
                    row.text("dest"),
                    row.integer("late") == 1),
            row -> Clock.eventTime(row.integer("time"))));
  }
}
