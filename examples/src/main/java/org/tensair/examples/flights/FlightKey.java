package org.tensair.examples.flights;

/**
 * What tells a flight from all others.
 *
 * @param day local date of the scheduled departure, in days since New Year
 */
public record FlightKey(int day, String carrier, int number, String origin) {

  /** The key of the flight scheduled to leave in a minute. */
  static FlightKey of(int minute, String carrier, int number, String origin) {
    return new FlightKey(Clock.day(minute), carrier, number, origin);
  }

  /** The same flight on whatever day. */
  public FlightKey anyDay() {
    return new FlightKey(0, carrier, number, origin);
  }

  /** A hash of the flight on whatever day that is the same in every process. */
  int hash() {
    return 31 * (31 * carrier.hashCode() + number) + origin.hashCode();
  }
}
