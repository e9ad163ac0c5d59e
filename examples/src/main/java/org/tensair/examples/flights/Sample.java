package org.tensair.examples.flights;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensair.api.JoinFunction;
import org.tensair.api.Mean;

/**
 * A flight at its scheduled departure, and what was looked up for it then.
 *
 * @param flight the flight
 * @param weather the newest report at the origin, or {@link Weather#NONE}
 * @param left the newest departure of its aircraft
 * @param landed the newest arrival of its aircraft
 * @param facts numbers, newest first
 */
public record Sample(
    Flight flight,
    Weather weather,
    @Nullable Departure left,
    @Nullable Arrival landed,
    @Nullable Known facts) {

  /**
   * One fact, and those found before it.
   *
   * @param means one for each window, shortest first; empty if the fact is a number
   * @param number 0 if the fact has windows
   */
  public record Known(Fact fact, List<Mean> means, double number, @Nullable Known earlier) {}

  /** Two parts of a key. */
  public record Pair(String first, String second) {

    // Written out: what Java generates for records is slow for the first seconds of a run.
    @Override
    public int hashCode() {
      return 31 * first.hashCode() + second.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Pair pair && first.equals(pair.first) && second.equals(pair.second);
    }
  }

  /** A flight of which nothing is known yet. */
  public static Sample of(Flight flight) {
    return new Sample(flight, Weather.NONE, null, null, null);
  }

  /** Adds the weather. */
  public Sample with(@Nullable Weather found) {
    return new Sample(flight, found == null ? Weather.NONE : found, left, landed, facts);
  }

  /** Adds what its aircraft did last. */
  public Sample with(@Nullable Departure found) {
    return new Sample(flight, weather, found, landed, facts);
  }

  /** Adds where its aircraft arrived last. */
  public Sample with(@Nullable Arrival found) {
    return new Sample(flight, weather, left, found, facts);
  }

  /** Adds a fact over windows. */
  public static JoinFunction<Sample, List<Mean>, Sample> windows(Fact fact) {
    return (sample, found) -> sample.with(new Known(fact, found, 0, sample.facts));
  }

  /** Adds a fact over all time. */
  public static JoinFunction<Sample, Mean, Sample> mean(Fact fact) {
    return (sample, found) -> sample.with(new Known(fact, List.of(found), 0, sample.facts));
  }

  /** Adds a fact that is a number. */
  public static JoinFunction<Sample, Double, Sample> number(Fact fact) {
    return (sample, found) -> sample.with(new Known(fact, List.of(), found, sample.facts));
  }

  private Sample with(Known newest) {
    return new Sample(flight, weather, left, landed, newest);
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
    return FlightKey.ofAnyDay(flight.carrier(), flight.number(), flight.origin());
  }
}
