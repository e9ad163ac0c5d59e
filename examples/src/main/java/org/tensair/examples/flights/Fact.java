package org.tensair.examples.flights;

/**
 * What is looked up for a flight at its scheduled departure, with the windows it is looked up over.
 */
public enum Fact {
  /** Share of flights that turned out late, at the origin. */
  LATE_AT_ORIGIN,
  /** … of the carrier. */
  LATE_OF_CARRIER,
  /** … of the carrier at the origin. */
  LATE_OF_CARRIER_AT_ORIGIN,
  /** … to the destination. */
  LATE_TO_DESTINATION,
  /** … of this very flight on its earlier days. */
  LATE_OF_FLIGHT,
  /** Mean delay of the departures at the origin. */
  DELAY_AT_ORIGIN,
  /** … of the carrier. */
  DELAY_OF_CARRIER,
  /** … of the carrier at the origin. */
  DELAY_OF_CARRIER_AT_ORIGIN,
  /** … to the destination. */
  DELAY_TO_DESTINATION,
  /** Flights scheduled at the origin. */
  SCHEDULED_AT_ORIGIN,
  /** … of the carrier at the origin. */
  SCHEDULED_OF_CARRIER_AT_ORIGIN,
  /** Flights scheduled at the origin that have not left yet and are not known to be late. */
  WAITING_AT_ORIGIN,
  /** … of the carrier at the origin. */
  WAITING_OF_CARRIER_AT_ORIGIN,
  /** Flights of the last three hours at the origin known to be late that have not left yet. */
  OVERDUE_AT_ORIGIN,
  /** … of the carrier at the origin. */
  OVERDUE_OF_CARRIER_AT_ORIGIN,
  /** Mean delay of the arrivals at the destination. */
  ARRIVALS_AT_DESTINATION
}
