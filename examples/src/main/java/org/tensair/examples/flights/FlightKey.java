package org.tensair.examples.flights;

import org.jspecify.annotations.Nullable;

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

  /** The key of a flight on whatever day. */
  static FlightKey ofAnyDay(String carrier, int number, String origin) {
    return new FlightKey(0, carrier, number, origin);
  }

  // Written out: what Java generates for records is slow for the first seconds of a run.
  @Override
  public int hashCode() {
    return 31 * day + hash();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FlightKey key
        && day == key.day
        && number == key.number
        && carrier.equals(key.carrier)
        && origin.equals(key.origin);
  }

  /** A hash of the flight on whatever day that is the same in every process. */
  int hash() {
    return 31 * (31 * carrier.hashCode() + number) + origin.hashCode();
  }
}
