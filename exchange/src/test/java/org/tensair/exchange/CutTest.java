package org.tensair.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CutTest {

  private static final ExchangeOptions OPTIONS = ExchangeOptions.of(8, Duration.ofSeconds(1));

  private long now = 5;
  private final InProcessNetwork network = new InProcessNetwork(3);
  private final List<Exchange> all =
      IntStream.range(0, 3)
          .mapToObj(
              rank -> {
                ReplicaId id = new ReplicaId(rank);
                return new Exchange(id, 1, network.transport(id), OPTIONS, () -> CutTest.this.now);
              })
          .toList();
  private final Exchange a = all.get(0);
  private final Exchange b = all.get(1);
  private final Exchange c = all.get(2);

  @Test
  void itIsCompleteWhenAllMarkersAreIn() {
    a.advanceTo(30);
    b.advanceTo(20);
    c.advanceTo(20);
    b.publish(new TestPayload(), 1, 19, null, List.of());
    b.publish(new TestPayload(), 1, 25, null, List.of());
    Cut ofC = c.cut(1);
    Cut ofB = b.cut(1);
    assertThat(applied(c)).isEqualTo(1);
    assertThat(ofC.state()).isEqualTo(Cut.State.WAITING);
    assertThat(ofC.missing())
        .isEqualTo("no marker 1 from replicas [0], required one of every" + " replica within PT1S");

    Cut ofA = a.cut(1);
    assertThat(applied(a)).isEqualTo(2);
    assertThat(applied(b)).isZero();
    assertThat(applied(c)).isZero();

    assertThat(List.of(ofA, ofB, ofC)).extracting(Cut::state).containsOnly(Cut.State.COMPLETE);
    assertThat(List.of(ofA, ofB, ofC))
        .extracting(Cut::isOldest)
        .containsExactly(false, true, false);
    assertThat(ofC.heldBack()).extracting(Frame::newestLabelTime).containsExactly(25L);
    assertThat(ofA.heldBack()).isEmpty();
    ofC.close();
    assertThat(c.counters().cutsCompleted()).isEqualTo(1);
  }

  @Test
  void whatAPeerSendsAfterItsMarkerWaitsForTheEnd() {
    all.forEach(exchange -> exchange.advanceTo(100));
    Cut ofA = a.cut(1);
    Cut ofB = b.cut(1);
    c.cut(1);
    applied(a);
    ofA.close();
    BatchScore score = new BatchScore(0, 8, 1, 0, 0, 40, 7);
    a.publish(new TestPayload(), 1, 40, null, List.of(score));
    a.announce(new Verdict(1, "PREDICTING", 7, 40, "test"));

    assertThat(applied(b)).isZero();
    assertThat(ofB.state()).isEqualTo(Cut.State.COMPLETE);
    assertThat(ofB.heldBack()).isEmpty();
    assertThat(ofB.waitingScores()).isEmpty();
    assertThat(ofB.waitingVerdicts()).isEmpty();
    ofB.close();
    assertThat(applied(b)).isEqualTo(1);
    assertThat(b.nextVerdict()).isNotNull();
  }

  @Test
  void itFailsAfterTheDeadlineAndAtOnceWhereAPeerIsLeftOut() {
    Cut first = a.cut(1);
    for (int i = 0; i < 30; i++) {
      now += OPTIONS.heartbeat().toNanos();
      b.next();
      a.next();
      c.cut(i + 1).close();
      Cut.State expected =
          now - 5 < OPTIONS.deadline().toNanos() ? Cut.State.WAITING : Cut.State.FAILED;
      assertThat(first.state()).as("after %d ns", now).isEqualTo(expected);
    }
    assertThat(first.missing()).contains("[1]");
    first.close();
    assertThat(a.counters().cutsFailed()).isEqualTo(1);
    assertThat(a.isLive(1)).isTrue();

    for (int i = 0; i < 30; i++) {
      now += OPTIONS.heartbeat().toNanos();
      b.next();
      a.next();
    }
    assertThat(a.isLive(2)).isFalse();
    Cut second = a.cut(31);
    assertThat(second.state()).isEqualTo(Cut.State.FAILED);
    assertThat(second.missing()).contains("[1, 2 (left out)]");
  }

  @Test
  void markersRise() {
    a.cut(3).close();
    assertThatThrownBy(() -> a.cut(3))
        .hasMessage("Exchange of replica 0: found marker 3, required more than 3.");
  }

  @Test
  void theMonitorsShareIsRestored() {
    BatchScore score = new BatchScore(0, 8, 1, 0, 0, 40, 7);
    Verdict waiting = new Verdict(3, "TRAINING", 7, 40, "test");
    a.restore(2, List.of(waiting), List.of(score));
    assertThat(a.nextVerdict()).isEqualTo(waiting);
    a.announce(new Verdict(3, "TRAINING", 8, 41, "acted on before"));
    assertThat(a.nextVerdict()).isNull();
    assertThat(a.nextScore()).as("a peer's may come before").isNull();
    assertThat(a.cut(1).waitingScores()).containsExactly(score);
  }

  private static int applied(Exchange exchange) {
    int applied = 0;
    for (Frame frame = exchange.next(); frame != null; frame = exchange.next()) {
      exchange.applied(frame);
      applied++;
    }
    return applied;
  }
}
