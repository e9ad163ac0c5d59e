package org.tensair.examples.flights;

import org.jspecify.annotations.Nullable;
import org.tensair.api.JoinFunction;

/**
 * A flight at its scheduled departure, and what was looked up for it then.
 *
 * @param flight the flight
 * @param facts newest first
 */
public record Sample(Flight flight, @Nullable Known facts) {

  /**
   * One fact, and those found before it.
   *
   * @param value null if nothing was found
   */
  public record Known(Fact fact, @Nullable Object value, @Nullable Known earlier) {}

  /** Two parts of a key. */
  public record Pair(String first, String second) {}

  /** A flight of which nothing is known yet. */
  public static Sample of(Flight flight) {
    return new Sample(flight, null);
  }

  /** Adds what a lookup found. */
  public static <V extends @Nullable Object> JoinFunction<Sample, V, Sample> with(Fact fact) {
    return (sample, found) -> new Sample(sample.flight, new Known(fact, found, sample.facts));
  }

  /** What tells the flight from all others. */
  public FlightKey key() {
    return flight.key();
  }

  public String origin() {
    return flight.origin();
  }

  public String carrier() {
    return flight.carrier();
  }

  public String destination() {
    return flight.destination();
  }

  public String aircraft() {
    return flight.aircraft();
  }

  public Pair carrierAtOrigin() {
    return new Pair(flight.carrier(), flight.origin());
  }

  public FlightKey anyDay() {
    return flight.key().anyDay();
  }
}
