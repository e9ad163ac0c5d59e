package org.tensair.examples.flights;

import org.jspecify.annotations.Nullable;

/**
 * Whether a flight's aircraft can be ready: what its last leg from New York tells of the time it
 * has. All times in hours; slack is the time left after flying (as far as unknown, at 7.6 miles a
 * minute and 40 minutes on the ground) and 35 to 45 minutes at the gate, within [−4, 6].
 *
 * @param left the newest departure of the flight's aircraft
 * @param landed its newest arrival
 */
record Turnaround(Flight flight, @Nullable Departure left, @Nullable Arrival landed) {

  /** Columns written. */
  static final int COLUMNS = 9;

  /** Levels of {@link #readiness}. */
  static final int LEVELS = 25;

  /** Writes the columns; zeros for an aircraft that has not left New York of late. */
  void write(double[] numbers, int column) {
    Departure leg = left;
    Arrival arrival = arrival();
    double slackLeft = leg == null ? 0 : slackSinceDeparture(leg);
    double slackLanded = leg == null || arrival == null ? 0 : slackSinceArrival(leg, arrival);
    numbers[column] = leg == null ? 0 : 1;
    numbers[column + 1] = leg == null ? 0 : leg.hoursLate();
    numbers[column + 2] = slackLeft;
    numbers[column + 3] = tight(slackLeft);
    numbers[column + 4] = arrival == null ? 0 : 1;
    numbers[column + 5] = arrival == null ? 0 : arrival.hoursLate();
    numbers[column + 6] = arrival == null ? 0 : (flight.minute() - arrival.minute()) / 60.0;
    numbers[column + 7] = slackLanded;
    numbers[column + 8] = tight(slackLanded);
  }

  /** 0 if nothing is known of the aircraft, else its slack in quarters of an hour from 1 to 24. */
  int readiness() {
    Departure leg = left;
    if (leg == null) {
      return 0;
    }
    Arrival arrival = arrival();
    double slack =
        arrival == null
            ? slackSinceDeparture(leg)
            : hours(flight.minute() - arrival.minute() - (arrival.minute() - actual(leg)) - 35);
    return 1 + (int) Math.min(Math.max(Math.floor((slack + 2) / 0.25), 0), LEVELS - 2);
  }

  /** The arrival of the last leg; an older one does not count. */
  private @Nullable Arrival arrival() {
    return left != null && landed != null && landed.minute() >= left.minute() ? landed : null;
  }

  private double slackSinceDeparture(Departure leg) {
    return hours(flight.minute() - actual(leg) - 2 * flying(leg) - 45);
  }

  private double slackSinceArrival(Departure leg, Arrival arrival) {
    return hours(flight.minute() - arrival.minute() - flying(leg) - 40);
  }

  /** The minute a flight really left; its event is up to a schedule's margin later. */
  private static int actual(Departure leg) {
    return leg.minute() - Math.max(leg.delay(), 1) + leg.delay();
  }

  private static double flying(Departure leg) {
    return leg.distance() / 7.6 + 40;
  }

  /** tanh(3 · slack); the JVM has no fast tanh, but a fast exp. */
  private static double tight(double slack) {
    return 1 - 2 / (1 + Math.exp(6 * slack));
  }

  private static double hours(double minutes) {
    return Math.min(Math.max(minutes / 60, -4), 6);
  }
}
