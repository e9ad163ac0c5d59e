package org.tensair.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InboundTest {
  private final Inbound inbound = new Inbound();

  @Test
  void putsMessagesInOrderAndRefusesRepetitions() {
    Frame first = frame(1, 0, new TestPayload());
    Frame second = frame(2, 0, new TestPayload());
    assertThat(inbound.accept(second)).isTrue();
    assertThat(inbound.accept(second)).isFalse();
    assertThat(inbound.nextInOrder(Long.MAX_VALUE)).isNull();
    assertThat(inbound.accept(first)).isTrue();
    assertThat(inbound.nextInOrder(Long.MAX_VALUE)).isSameAs(first);
    assertThat(inbound.nextInOrder(Long.MAX_VALUE)).isSameAs(second);
    assertThat(inbound.nextInOrder(Long.MAX_VALUE)).isNull();
    assertThat(inbound.received()).isEqualTo(2);
    assertThat(inbound.accept(first)).isFalse();
  }

  @Test
  void acknowledgesWhatIsAppliedOrHeldBackByEventTime() {
    inbound.await(frame(1, 10, new TestPayload()));
    inbound.await(frame(2, 20, new TestPayload()));
    assertThat(inbound.acknowledged(Clock.NOTHING, 10, Long.MAX_VALUE)).isEqualTo(Clock.NOTHING);
    inbound.applied();
    assertThat(inbound.acknowledged(0, 10, Long.MAX_VALUE)).isEqualTo(1);
    // What was acknowledged stays so, though event time would now allow it.
    assertThat(inbound.acknowledged(0, 20, Long.MAX_VALUE)).isEqualTo(1);
  }

  @Test
  void acknowledgesWhatIsHeldBackOnlyAsFarAsTold() {
    for (long ordinal = 1; ordinal <= 4; ordinal++) {
      inbound.await(frame(ordinal, 10 * ordinal, new TestPayload()));
    }
    inbound.applied();
    assertThat(inbound.acknowledged(0, 10, 10)).isZero();
    assertThat(inbound.acknowledged(0, 10, 30)).isEqualTo(2);
    assertThat(inbound.acknowledged(0, 10, Long.MAX_VALUE)).isEqualTo(3);
    assertThat(inbound.acknowledged(0, 10, 10)).as("it is not taken back").isEqualTo(3);
  }

  @Test
  void releasesWhatItHolds() {
    TestPayload early = new TestPayload();
    TestPayload pending = new TestPayload();
    assertThat(inbound.accept(frame(5, 0, early))).isTrue();
    inbound.await(frame(1, 0, pending));
    inbound.releaseAll();
    assertThat(early.references).hasValue(0);
    assertThat(pending.references).hasValue(0);
    assertThat(inbound.head()).isNull();
  }

  /** The only mini-batch of message {@code ordinal}, of replica 0. */
  static Frame frame(long ordinal, long labelTime, Payload payload) {
    Clock clock = new Clock(new long[] {7}, new long[] {ordinal - 1});
    SenderState state =
        new SenderState(0, ordinal, clock, new long[1], new long[1], 0, 0, Phase.RUNNING, 0);
    return new Frame(state, ordinal - 1, ordinal - 1, 1, labelTime, payload, null, List.of(), null);
  }
}
