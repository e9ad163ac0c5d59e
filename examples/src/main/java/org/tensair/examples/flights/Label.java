package org.tensair.examples.flights;

/**
 * Whether a flight left more than 15 minutes late or was cancelled, known exactly 15 minutes after
 * its scheduled departure.
 *
 * @param scheduled minute of the scheduled departure, see {@link Clock}
 */
public record Label(
    int scheduled, String origin, String carrier, int number, String destination, boolean late) {

  /** Minutes from the scheduled departure until the label is known. */
  public static final int DELAY = 15;

  /** The flight. */
  public FlightKey key() {
    return FlightKey.of(scheduled, carrier, number, origin);
  }

  public Sample.Pair carrierAtOrigin() {
    return new Sample.Pair(carrier, origin);
  }

  /** The same flight on whatever day. */
  public FlightKey anyDay() {
    return FlightKey.ofAnyDay(carrier, number, origin);
  }
}
