package org.tensair.examples.flights;

/**
 * A flight has arrived; its event time is the minute it did.
 *
 * @param minute of the arrival, see {@link Clock}
 * @param delay in minutes; negative is early
 */
public record Arrival(int minute, String destination, String aircraft, int delay) {

  /** Delay in hours, within [−1/2, 3]. */
  public double hoursLate() {
    return Math.min(Math.max(delay, -30), 180) / 60.0;
  }
}
