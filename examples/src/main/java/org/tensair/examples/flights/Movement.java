package org.tensair.examples.flights;

/**
 * A change of the number of flights that wait.
 *
 * @param change +1 or −1
 */
public record Movement(String origin, String carrier, int change) {

  public Sample.Pair carrierAtOrigin() {
    return new Sample.Pair(carrier, origin);
  }

  /** The opposite change. */
  public Movement reversed() {
    return new Movement(origin, carrier, -change);
  }
}
