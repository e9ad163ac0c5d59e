package org.tensair.examples.flights;

/**
 * A flight has left. Its event time is the minute it left, but one after its scheduled departure if
 * it left on or ahead of schedule, so that nothing known at a flight's schedule contains its own.
 *
 * @param minute it became known, see {@link Clock}
 * @param distance to its destination, statute miles
 * @param delay in minutes; negative is early
 */
public record Departure(
    int minute,
    String origin,
    String carrier,
    String destination,
    int distance,
    String aircraft,
    int delay) {

  /** What a flight counts as that left long ahead of schedule. */
  static final double LEAST_HOURS_LATE = -0.25;

  /** Whether its label says, or will say, that it was not late. */
  public boolean onTime() {
    return delay <= Label.DELAY;
  }

  /** Delay in hours, within [{@value #LEAST_HOURS_LATE}, 3]. */
  public double hoursLate() {
    return Math.min(Math.max(delay / 60.0, LEAST_HOURS_LATE), 3);
  }

  public Sample.Pair carrierAtOrigin() {
    return new Sample.Pair(carrier, origin);
  }
}
