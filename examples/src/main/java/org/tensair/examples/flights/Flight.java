package org.tensair.examples.flights;

/**
 * A scheduled flight; its event time is its scheduled departure.
 *
 * @param minute scheduled departure, see {@link Clock}
 * @param distance statute miles
 * @param aircraft tail number
 */
public record Flight(
    int minute,
    String origin,
    String carrier,
    int number,
    String destination,
    int distance,
    String aircraft) {

  /** What tells this flight from all others. */
  public FlightKey key() {
    return FlightKey.of(minute, carrier, number, origin);
  }

  public Sample.Pair carrierAtOrigin() {
    return new Sample.Pair(carrier, origin);
  }
}
