package org.tensair.exchange.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensair.exchange.ExchangeCounters;

class SimulationTest {

  @Test
  void everyInvariantHoldsWhateverTheNetworkDoes() {
    run(0, 300);
  }

  @Test
  @Tag("soak")
  void everyInvariantHoldsInManyMoreScenarios() {
    run(300, 40_000);
  }

  /** A failure names the scenario with its seed, which runs the same way again. */
  private static void run(long firstSeed, long endSeed) {
    long resent = 0;
    long heldBack = 0;
    long suspicions = 0;
    long waits = 0;
    long cuts = 0;
    long failedCuts = 0;
    for (long seed = firstSeed; seed < endSeed; seed++) {
      for (ExchangeCounters counters : Simulation.run(Scenario.draw(seed))) {
        resent += counters.resent();
        heldBack += counters.heldBack();
        suspicions += counters.suspicions();
        waits += counters.waits();
        cuts += counters.cutsCompleted();
        failedCuts += counters.cutsFailed();
      }
    }
    // Otherwise the scenarios would not have tried what they are meant to try.
    assertThat(List.of(resent, heldBack, suspicions, waits, cuts)).allMatch(count -> count > 100);
    assertThat(failedCuts).isBetween(100L, cuts);
  }

  @Test
  void theSameScenarioRunsTheSameWay() {
    Scenario scenario = Scenario.draw(11);
    assertThat(summary(scenario))
        .isEqualTo(summary(scenario))
        .isNotEqualTo(summary(Scenario.draw(12)));
  }

  private static List<Long> summary(Scenario scenario) {
    return Simulation.run(scenario).stream()
        .flatMap(
            c -> List.of(c.framesSent(), c.heartbeatsSent(), c.resent(), c.waitNanos()).stream())
        .toList();
  }
}
