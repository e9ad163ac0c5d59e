package org.tensair.exchange.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.tensair.exchange.Frame;
import org.tensair.exchange.Payload;
import org.tensair.exchange.Phase;
import org.tensair.exchange.SenderState;

/** Each invariant catches a protocol that was broken by altering messages on their way. */
class BrokenProtocolTest {

  @Test
  void aReplicaAheadLeaksLabelsOnceTheEventTimeRuleIsOff() {
    Scenario ahead = Scenario.calm(7, 2, 1_000).withReplicaAhead(0);
    assertThat(Simulation.run(ahead).get(1).heldBack()).isPositive();

    // A frame without label time is never held back.
    assertViolates("NoLabelFromTheFuture", ahead, frame -> with(frame, Long.MIN_VALUE));
  }

  @Test
  void aMiniBatchUnderAnotherNumberIsNoticed() {
    assertViolates(
        "AppliedOnceInOrder",
        calm(),
        frame ->
            frame.isHeartbeat()
                ? frame
                : new Frame(
                    frame.sender(),
                    frame.first() + 1,
                    frame.last() + 1,
                    frame.factor(),
                    frame.newestLabelTime(),
                    frame.payload(),
                    frame.statistics(),
                    frame.scores(),
                    frame.verdict()));
  }

  @Test
  void aLostGradientIsNoticed() {
    assertViolates(
        "NothingLost",
        calm(),
        frame -> with(frame, new LedgerUpdate(List.of(), frame.newestLabelTime(), true)));
  }

  @Test
  void lostStatisticsAreNoticed() {
    assertViolates("NothingLost", calm(), frame -> with(frame, frame.newestLabelTime()));
  }

  @Test
  void aGradientThatIsNotFiniteIsNoticed() {
    assertViolates(
        "OnlyFinite",
        calm(),
        frame -> with(frame, new LedgerUpdate(List.of(), frame.newestLabelTime(), false)));
  }

  @Test
  void aLostScoreIsNoticed() {
    assertViolates(
        "OneScoreOrder",
        calm(),
        frame ->
            frame.isHeartbeat()
                ? frame
                : new Frame(
                    frame.sender(),
                    frame.first(),
                    frame.last(),
                    frame.factor(),
                    frame.newestLabelTime(),
                    frame.payload(),
                    frame.statistics(),
                    List.of(),
                    frame.verdict()));
  }

  @Test
  void aForgottenReferenceIsNoticed() {
    assertViolates(
        "ReferencesReturned",
        calm(),
        frame -> {
          frame.retain();
          return frame;
        });
  }

  @Test
  void aMarkerThatCameTooEarlyIsNoticed() {
    assertViolates(
        "CutsAreConsistent",
        slow(),
        frame -> {
          SenderState s = frame.sender();
          SenderState hasty =
              new SenderState(
                  s.origin(),
                  s.ordinal(),
                  s.clock(),
                  new long[] {s.acknowledged(0), s.acknowledged(1)},
                  new long[] {s.received(0), s.received(1)},
                  s.eventTime(),
                  s.scoreTime(),
                  s.phase(),
                  s.marker() + 1);
          return with(frame, hasty);
        });
  }

  private static Scenario slow() {
    return new Scenario(
        1,
        2,
        400,
        1,
        calm().options(),
        new Scenario.NetworkFaults(0, 0, 50 * Scenario.MILLISECOND),
        0,
        0,
        0,
        0,
        -1,
        3);
  }

  @Test
  void aFalseAcknowledgementBreaksTheBound() {
    Scenario slow = slow();
    assertViolates(
        "BoundHolds",
        slow,
        frame -> {
          SenderState s = frame.sender();
          SenderState liar =
              new SenderState(
                  s.origin(),
                  s.ordinal(),
                  s.clock(),
                  new long[] {Long.MAX_VALUE / 2, Long.MAX_VALUE / 2},
                  new long[] {s.received(0), s.received(1)},
                  s.eventTime(),
                  s.scoreTime(),
                  s.phase(),
                  s.marker());
          return with(frame, liar);
        });
  }

  @Test
  void aReplicaThatNeverSettlesIsNoticed() {
    assertViolates(
        "RestComes",
        calm(),
        frame -> {
          SenderState s = frame.sender();
          SenderState restless =
              new SenderState(
                  s.origin(),
                  s.ordinal(),
                  s.clock(),
                  new long[] {s.acknowledged(0), s.acknowledged(1)},
                  new long[] {s.received(0), s.received(1)},
                  s.eventTime(),
                  s.scoreTime(),
                  Phase.RUNNING,
                  s.marker());
          return with(frame, restless);
        });
  }

  private static Scenario calm() {
    return Scenario.calm(3, 2, 4);
  }

  private static void assertViolates(
      String invariant, Scenario scenario, UnaryOperator<Frame> alteration) {
    Simulation.run(scenario);
    InvariantViolation violation =
        catchThrowableOfType(InvariantViolation.class, () -> Simulation.run(scenario, alteration));
    assertThat(violation).as("violation of %s", invariant).isNotNull();
    assertThat(violation.invariant()).as(violation.getMessage()).isEqualTo(invariant);
    assertThat(violation).hasMessageContaining("seed=" + scenario.seed());
  }

  private static Frame with(Frame frame, SenderState sender) {
    return new Frame(
        sender,
        frame.first(),
        frame.last(),
        frame.factor(),
        frame.newestLabelTime(),
        frame.payload(),
        frame.statistics(),
        frame.scores(),
        frame.verdict());
  }

  /** With another label time, and without statistics, which are held back by it too. */
  private static Frame with(Frame frame, long labelTime) {
    return new Frame(
        frame.sender(),
        frame.first(),
        frame.last(),
        frame.factor(),
        labelTime,
        frame.payload(),
        null,
        frame.scores(),
        frame.verdict());
  }

  private static Frame with(Frame frame, Payload payload) {
    if (frame.isHeartbeat()) {
      return frame;
    }
    frame.release();
    return new Frame(
        frame.sender(),
        frame.first(),
        frame.last(),
        frame.factor(),
        frame.newestLabelTime(),
        payload,
        frame.statistics(),
        frame.scores(),
        frame.verdict());
  }
}
