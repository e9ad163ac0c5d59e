package org.tensair.exchange.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tensair.exchange.Exchange;
import org.tensair.exchange.InProcessNetwork;
import org.tensair.exchange.ReplicaId;

/** The invariants that no altered message can break, shown what they must catch. */
class InvariantTest {
  private final Scenario scenario = Scenario.calm(1, 2, 4);
  private final InProcessNetwork network = new InProcessNetwork(2);
  private final SimulatedReplica zero = replica(0);
  private final SimulatedReplica one = replica(1);

  @Test
  void waitsEndCatchesAWaitBeyondTheDeadline() {
    WaitsEnd invariant = new WaitsEnd(scenario);
    invariant.waited(zero, 220 * Scenario.MILLISECOND);
    assertThatThrownBy(() -> invariant.waited(zero, 220 * Scenario.MILLISECOND + 1))
        .isInstanceOf(InvariantViolation.class)
        .hasMessage(
            "WaitsEnd: replica 0 has waited 220000001 ns for its peers, required at most"
                + " 220000000.");
  }

  @Test
  void agreeAtRestCatchesOtherWeights() {
    AgreeAtRest invariant = new AgreeAtRest();
    one.ledger().apply(new LedgerUpdate(List.of(3), 10, true));
    assertThatThrownBy(() -> invariant.atRest(List.of(zero, one)))
        .isInstanceOf(InvariantViolation.class)
        .hasMessageContaining("replica 1");
  }

  @Test
  void agreeAtRestCatchesOtherClocks() {
    AgreeAtRest invariant = new AgreeAtRest();
    LedgerUpdate nothing = new LedgerUpdate(List.of(), 10, true);
    assertThatThrownBy(
            () -> {
              one.exchange().publish(nothing, 1, 10, null, List.of());
              invariant.atRest(List.of(zero, one));
            })
        .isInstanceOf(InvariantViolation.class)
        .hasMessageContaining("[-1, 0]");
  }

  @Test
  void aLedgerUpdateNoticesOneReleaseTooMany() {
    LedgerUpdate update = new LedgerUpdate(List.of(1), 10, true);
    update.release();
    assertThatThrownBy(update::release).hasMessageContaining("released once too often");
    assertThatThrownBy(update::retain).hasMessageContaining("freed");
  }

  @Test
  void virtualTimePassesFromEventToEventInOrder() {
    VirtualTime time = new VirtualTime();
    StringBuilder order = new StringBuilder();
    long start = time.now();
    time.after(2, () -> order.append("c"));
    time.after(1, () -> order.append("a"));
    time.after(1, () -> order.append("b"));
    while (time.advance()) {
      order.append(time.now() - start);
    }
    assertThat(order).hasToString("a1b1c2");
  }

  private SimulatedReplica replica(int rank) {
    ReplicaId id = new ReplicaId(rank);
    Exchange exchange = new Exchange(id, 1, network.transport(id), scenario.options(), () -> 0);
    Share share = Share.deal(10, 1, 0, new SplittableRandom(1)).get(0);
    return new SimulatedReplica(
        rank, exchange, share, scenario, new SplittableRandom(1), event -> {});
  }
}
