package org.tensair.exchange.simulation;

import org.jspecify.annotations.Nullable;

/** An invariant of the exchange did not hold. The message names the scenario and its seed. */
public final class InvariantViolation extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String invariant;

  InvariantViolation(String invariant, String detail, @Nullable Throwable cause) {
    super(invariant + ": " + detail, cause);
    this.invariant = invariant;
  }

  /** The same, with the scenario that replays it. */
  InvariantViolation in(Scenario scenario) {
    return new InvariantViolation(invariant, getMessage() + " Replay: " + scenario, this);
  }

  /** The name of the invariant. */
  public String invariant() {
    return invariant;
  }
}
