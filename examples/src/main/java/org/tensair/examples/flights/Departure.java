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

  /** Whether its label says, or will say, that it was not late. */
  public boolean onTime() {
    return delay <= Label.DELAY;
  }

  /** Delay in hours, within [−1/4, 3]. */
  public double hoursLate() {
    return Math.min(Math.max(delay, -15), 180) / 60.0;
  }

  public Sample.Pair carrierAtOrigin() {
    return new Sample.Pair(carrier, origin);
  }
}
