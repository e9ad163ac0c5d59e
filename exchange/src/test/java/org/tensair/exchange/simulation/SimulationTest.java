package org.tensair.exchange.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensair.exchange.ExchangeCounters;

class SimulationTest {

  @Test
  void everyInvariantHoldsWhateverTheNetworkDoes() {
    long resent = 0;
    long heldBack = 0;
    long suspicions = 0;
    long waits = 0;
    for (long seed = 0; seed < 400; seed++) {
      for (ExchangeCounters counters : Simulation.run(Scenario.draw(seed))) {
        resent += counters.resent();
        heldBack += counters.heldBack();
        suspicions += counters.suspicions();
        waits += counters.waits();
      }
    }
    // Otherwise the scenarios would not have tried what they are meant to try.
    assertThat(List.of(resent, heldBack, suspicions, waits)).allMatch(count -> count > 100);
  }
}
