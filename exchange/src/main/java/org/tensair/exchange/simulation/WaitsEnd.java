package org.tensair.exchange.simulation;

/** No wait for peers lasts longer than the deadline, and the two heartbeats it takes to notice. */
final class WaitsEnd implements Invariant {
  private final long longest;

  WaitsEnd(Scenario scenario) {
    longest =
        scenario
            .options()
            .deadline()
            .plus(scenario.options().heartbeat().multipliedBy(2))
            .toNanos();
  }

  @Override
  public void waited(SimulatedReplica replica, long nanos) {
    if (nanos > longest) {
      throw violation(
          "replica "
              + replica.rank()
              + " has waited "
              + nanos
              + " ns for its peers, required at most "
              + longest
              + ".");
    }
  }
}
