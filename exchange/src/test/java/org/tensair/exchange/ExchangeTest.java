package org.tensair.exchange;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExchangeTest {
  private static final ExchangeOptions OPTIONS = ExchangeOptions.of(2, Duration.ofSeconds(1));
  private static final long DEADLINE = OPTIONS.deadline().toNanos();

  private final List<TestPayload> payloads = new ArrayList<>();
  private long now = -5;

  @Test
  void aFrameIsGivenOnceWithItsClockAndCountsStaleness() {
    List<Exchange> all = exchanges(2, OPTIONS);
    Exchange a = all.get(0);
    Exchange b = all.get(1);
    b.advanceTo(10);
    assertThat(publish(a, 5)).isEqualTo(0);
    assertThat(publish(a, 6)).isEqualTo(1);
    publish(b, 7);

    Frame first = apply(b);
    assertThat(first.origin()).isEqualTo(0);
    assertThat(first.incarnation()).isEqualTo(100);
    assertThat(first.first()).isEqualTo(0);
    assertThat(first.last()).isEqualTo(0);
    assertThat(first.miniBatches()).isEqualTo(1);
    assertThat(first.newestLabelTime()).isEqualTo(5);
    assertThat(first.clock().sequence(0)).isEqualTo(0);
    assertThat(first.clock().sequence(1)).isEqualTo(Clock.NOTHING);
    assertThat(apply(b).last()).isEqualTo(1);
    assertThat(b.next()).isNull();

    assertThat(b.clock().sequence(0)).isEqualTo(1);
    assertThat(b.clock().incarnation(0)).isEqualTo(100);
    assertThat(b.counters().framesReceived()).isEqualTo(2);
    assertThat(b.counters().framesApplied()).isEqualTo(2);
    assertThat(b.counters().bytesReceived()).isEqualTo(200);
    // b had trained one mini-batch which a did not know of.
    assertThat(b.counters().staleness().mean()).isEqualTo(1);
    assertThat(a.counters().framesSent()).isEqualTo(2);
    closeAndCheck(all);
  }

  @Test
  void aFrameWaitsForTheReceiversEventTimeAndCountsAsAcknowledged() {
    List<Exchange> all = exchanges(2, OPTIONS);
    Exchange a = all.get(0);
    Exchange b = all.get(1);
    for (int batch = 0; batch < 4; batch++) {
      publish(a, 10 + batch);
    }
    a.next();
    assertThat(a.peersLag()).isTrue();

    b.advanceTo(9);
    assertThat(b.next()).isNull();
    assertThat(b.counters().heldBack()).isEqualTo(4);
    a.next();
    assertThat(a.peersLag()).isFalse();

    b.advanceTo(11);
    assertThat(apply(b).last()).isEqualTo(0);
    assertThat(apply(b).last()).isEqualTo(1);
    assertThat(b.next()).isNull();
    closeAndCheck(all);
  }

  @Test
  void statisticsWaitForTheSendersEventTime() {
    List<Exchange> all = exchanges(2, OPTIONS);
    Exchange a = all.get(0);
    Exchange b = all.get(1);
    a.advanceTo(20);
    a.heartbeat(new double[] {3}, List.of());
    b.advanceTo(19);
    assertThat(b.next()).isNull();
    b.advanceTo(20);
    Frame frame = apply(b);
    assertThat(frame.isHeartbeat()).isTrue();
    assertThat(frame.miniBatches()).isEqualTo(0);
    assertThat(frame.statistics()).containsExactly(3);
    assertThat(b.clock().sequence(0)).isEqualTo(Clock.NOTHING);
    closeAndCheck(all);
  }

  @Test
  void framesOfTheOldestLabelsComeFirst() {
    List<Exchange> all = exchanges(3, OPTIONS);
    publish(all.get(1), 8);
    publish(all.get(2), 7);
    all.get(0).advanceTo(9);
    assertThat(apply(all.get(0)).origin()).isEqualTo(2);
    assertThat(apply(all.get(0)).origin()).isEqualTo(1);
    closeAndCheck(all);
  }

  @Test
  void theBoundIsOnWhatIsAppliedWhereEventTimeAllows() {
    List<Exchange> all = exchanges(2, ExchangeOptions.of(0, Duration.ofSeconds(1)));
    Exchange a = all.get(0);
    Exchange b = all.get(1);
    b.advanceTo(100);
    publish(a, 1);
    Frame inHand = requireNonNull(b.next());
    a.next();
    assertThat(a.peersLag()).isTrue();
    b.applied(inHand);
    b.next();
    now += 1_000;
    a.next();
    assertThat(a.peersLag()).isFalse();
    assertThat(a.counters().waits()).isEqualTo(1);
    assertThat(a.counters().waitNanos()).isEqualTo(1_000);
    closeAndCheck(all);
  }

  @Test
  void aSilentPeerIsLeftOutAfterTheDeadlineAndLosesNothing() {
    List<Exchange> all = exchanges(2, OPTIONS);
    Exchange a = all.get(0);
    Exchange b = all.get(1);
    b.advanceTo(100);
    for (int batch = 0; batch < 5; batch++) {
      publish(a, batch);
    }
    hearNothing(a, DEADLINE);
    assertThat(a.peersLag()).isTrue();
    hearNothing(a, OPTIONS.heartbeat().toNanos());
    assertThat(a.peersLag()).isFalse();
    assertThat(a.isLive(1)).isFalse();
    assertThat(a.liveReplicas()).isEqualTo(1);
    assertThat(a.counters().suspected()).isEqualTo(1);

    for (int batch = 0; batch < 5; batch++) {
      apply(b);
    }
    b.next();
    a.next();
    assertThat(a.isLive(1)).isTrue();
    assertThat(a.counters().suspected()).isEqualTo(0);
    assertThat(a.counters().suspicions()).isEqualTo(1);
    closeAndCheck(all);
  }

  @Test
  void aPauseOfMyOwnMakesNobodySuspect() {
    List<Exchange> all = exchanges(2, OPTIONS);
    now += 10 * DEADLINE;
    all.get(0).next();
    assertThat(all.get(0).isLive(1)).isTrue();
    hearNothing(all.get(0), DEADLINE + OPTIONS.heartbeat().toNanos());
    assertThat(all.get(0).isLive(1)).isFalse();
    closeAndCheck(all);
  }

  @Test
  void aPeerThatNeedsMoreThanIsRetainedIsLost() {
    ExchangeOptions small =
        new ExchangeOptions(
            2, OPTIONS.deadline(), OPTIONS.heartbeat(), OPTIONS.retransmit(), 10_000);
    List<Exchange> all = exchanges(2, small);
    Exchange a = all.get(0);
    Exchange b = all.get(1);
    hearNothing(a, 2 * DEADLINE);
    for (int batch = 0; batch < 100; batch++) {
      publish(a, batch);
    }
    // 10,000 bytes are 28 messages of 100 bytes and their overhead; then nothing more is sent.
    assertThat(a.counters().framesSent()).isEqualTo(28);
    b.next();
    b.heartbeat(null, List.of());
    now += OPTIONS.heartbeat().toNanos();
    a.next();
    assertThat(a.isLive(1)).isFalse();
    closeAndCheck(all);
  }

  @Test
  void theLowestLiveReplicaLeads() {
    List<Exchange> all = exchanges(3, OPTIONS);
    assertThat(all.stream().map(Exchange::leads)).containsExactly(true, false, false);
    hearNothing(all.get(1), 2 * DEADLINE);
    assertThat(all.get(1).leads()).isTrue();
    all.get(0).heartbeat(null, List.of());
    all.get(1).next();
    assertThat(all.get(1).leads()).isFalse();
    closeAndCheck(all);
  }

  @Test
  void verdictsReachEveryReplicaOnceInOrder() {
    List<Exchange> all = exchanges(2, OPTIONS);
    Verdict first = new Verdict(1, "predicting", 10, 100, "converged");
    Verdict second = new Verdict(2, "training", 20, 200, "drift");
    all.get(0).announce(first);
    all.get(0).announce(second);
    all.get(1).announce(first);
    for (Exchange exchange : all) {
      exchange.next();
      assertThat(exchange.nextVerdict()).isEqualTo(first);
      assertThat(exchange.nextVerdict()).isEqualTo(second);
      assertThat(exchange.nextVerdict()).isNull();
    }
    closeAndCheck(all);
  }

  @Test
  void scoresMergeOverReplicas() {
    List<Exchange> all = exchanges(2, OPTIONS);
    BatchScore early = new BatchScore(1, 32, 0.5, 20, 18, 50, 7);
    BatchScore late = new BatchScore(0, 32, 0.4, 20, 18, 60, 9);
    all.get(0).heartbeat(null, List.of(late));
    all.get(0).advanceTo(61);
    all.get(0).next();
    assertThat(all.get(0).nextScore()).isNull();
    all.get(1).advanceTo(70, 50);
    all.get(1).heartbeat(null, List.of(early));
    all.get(0).next();
    assertThat(all.get(0).nextScore()).isEqualTo(early);
    assertThat(all.get(0).nextScore()).isNull();
    all.get(1).advanceTo(70, 61);
    all.get(1).heartbeat(null, List.of());
    all.get(0).next();
    assertThat(all.get(0).nextScore()).isEqualTo(late);
    closeAndCheck(all);
  }

  @Test
  void nothingThatIsNotFiniteIsSent() {
    List<Exchange> all = exchanges(2, OPTIONS);
    Exchange a = all.get(0);
    TestPayload spoilt = new TestPayload(8, false);
    assertThatThrownBy(() -> a.publish(spoilt, 1, 0, null, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not finite");
    assertThatThrownBy(() -> a.publish(new TestPayload(), Float.NaN, 0, null, List.of()))
        .hasMessageContaining("factor NaN");
    assertThatThrownBy(() -> a.heartbeat(new double[] {1, Double.NaN}, List.of()))
        .hasMessageContaining("[1.0, NaN]");
    assertThat(spoilt.references).hasValue(1);
    assertThat(a.clock().sequence(0)).isEqualTo(Clock.NOTHING);
    assertThat(a.counters().framesSent()).isEqualTo(0);
    closeAndCheck(all);
  }

  @Test
  void allRestOnceAllHaveEndedAndScoredEverything() {
    List<Exchange> all = exchanges(2, OPTIONS);
    Exchange a = all.get(0);
    Exchange b = all.get(1);
    publish(a, 5);
    a.end();
    b.heartbeat(null, List.of(new BatchScore(1, 32, 0.5, 20, 18, 50, 7)));
    b.next();
    a.next();
    assertThat(a.atRest()).isFalse();
    b.end();
    apply(b);
    for (Exchange exchange : all) {
      exchange.next();
      exchange.next();
      assertThat(exchange.atRest()).isFalse();
      assertThat(exchange.nextScore()).isNotNull();
      exchange.next();
    }
    a.next();
    assertThat(a.atRest()).isTrue();
    assertThat(b.atRest()).isTrue();
    assertThatThrownBy(() -> publish(a, 6)).hasMessageContaining("after end()");
    assertThatThrownBy(() -> a.heartbeat(new double[] {1}, List.of()))
        .hasMessageContaining("after end()");
    closeAndCheck(all);
  }

  @Test
  void oneReplicaNeedsNobody() {
    List<Exchange> all = exchanges(1, OPTIONS);
    Exchange only = all.get(0);
    publish(only, 5);
    assertThat(payloads.get(0).references).hasValue(1);
    assertThat(only.peersLag()).isFalse();
    assertThat(only.leads()).isTrue();
    only.end();
    assertThat(only.next()).isNull();
    assertThat(only.atRest()).isTrue();
    closeAndCheck(all);
  }

  @Test
  void framesAreAppliedOneByOne() {
    List<Exchange> all = exchanges(2, OPTIONS);
    publish(all.get(0), 5);
    all.get(1).advanceTo(5);
    Frame frame = requireNonNull(all.get(1).next());
    assertThatThrownBy(() -> all.get(1).next()).hasMessageContaining("not yet applied");
    all.get(1).applied(frame);
    assertThatThrownBy(() -> all.get(1).applied(frame)).hasMessageContaining("next() gave last");
    closeAndCheck(all);
  }

  @Test
  void anArrivalWakes() {
    List<Exchange> all = exchanges(2, OPTIONS);
    AtomicInteger woken = new AtomicInteger();
    all.get(1).onArrival(woken::incrementAndGet);
    publish(all.get(0), 5);
    assertThat(woken).hasValue(1);
    closeAndCheck(all);
  }

  @Test
  void anotherStartOfAPeerIsNotHeard() {
    InProcessNetwork network = new InProcessNetwork(2);
    ReplicaId zero = new ReplicaId(0);
    ReplicaId one = new ReplicaId(1);
    Exchange a = new Exchange(zero, 100, network.transport(zero), OPTIONS, () -> now);
    Exchange again = new Exchange(zero, 200, network.transport(zero), OPTIONS, () -> now);
    Exchange b = new Exchange(one, 101, network.transport(one), OPTIONS, () -> now);
    b.advanceTo(10);
    publish(a, 5);
    publish(again, 6);
    assertThat(apply(b).incarnation()).isEqualTo(100);
    assertThat(b.next()).isNull();
    assertThat(b.counters().discarded()).isEqualTo(1);
    closeAndCheck(List.of(a, again, b));
  }

  @Test
  void refusesImpossibleIdentities() {
    Transport transport = new InProcessNetwork(2).transport(new ReplicaId(0));
    assertThatThrownBy(() -> new Exchange(new ReplicaId(2), 1, transport, OPTIONS, () -> now))
        .hasMessage("Exchange: found rank 2, required less than 2.");
    assertThatThrownBy(() -> new Exchange(new ReplicaId(1), 0, transport, OPTIONS, () -> now))
        .hasMessageContaining("found incarnation 0");
    assertThatThrownBy(() -> new ReplicaId(-1)).hasMessageContaining("found rank -1");
  }

  private List<Exchange> exchanges(int count, ExchangeOptions options) {
    InProcessNetwork network = new InProcessNetwork(count);
    List<Exchange> exchanges = new ArrayList<>();
    for (int rank = 0; rank < count; rank++) {
      ReplicaId id = new ReplicaId(rank);
      exchanges.add(new Exchange(id, 100 + rank, network.transport(id), options, () -> now));
    }
    return exchanges;
  }

  /** Time passes while {@code exchange} listens. */
  private void hearNothing(Exchange exchange, long nanos) {
    long step = OPTIONS.heartbeat().toNanos();
    for (long passed = 0; passed < nanos; passed += step) {
      now += step;
      assertThat(exchange.next()).isNull();
    }
  }

  private long publish(Exchange exchange, long labelTime) {
    TestPayload payload = new TestPayload();
    payloads.add(payload);
    return exchange.publish(payload, 1, labelTime, null, List.of());
  }

  private static Frame apply(Exchange exchange) {
    Frame frame = requireNonNull(exchange.next());
    exchange.applied(frame);
    return frame;
  }

  /** Whatever happened, only the caller's reference of each payload may be left. */
  private void closeAndCheck(List<Exchange> exchanges) {
    exchanges.forEach(Exchange::close);
    assertThat(payloads).allMatch(payload -> payload.references.get() == 1);
  }
}
