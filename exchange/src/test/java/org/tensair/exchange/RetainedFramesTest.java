package org.tensair.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetainedFramesTest {
  private final RetainedFrames retained = new RetainedFrames();
  private final List<TestPayload> payloads = new ArrayList<>();

  @Test
  void keepsFramesByOrdinalWhileItsRingTurnsAndGrows() {
    long ordinal = 0;
    for (int round = 1; round <= 40; round++) {
      for (int i = 0; i < 10; i++) {
        add(++ordinal);
      }
      retained.dropThrough(ordinal - 3L * round);
      for (long kept = retained.first(); kept <= retained.last(); kept++) {
        assertThat(retained.get(kept).sender().ordinal()).isEqualTo(kept);
        assertThat(retained.sentAt(kept)).isEqualTo(1_000 + kept);
      }
    }
    assertThat(retained.first()).isEqualTo(281);
    assertThat(retained.last()).isEqualTo(400);
    assertThat(retained.bytes()).isEqualTo(120 * (100 + 256));
    assertThat(payloads.stream().filter(p -> p.references.get() == 2)).hasSize(120);

    retained.dropThrough(400);
    assertThat(retained.bytes()).isEqualTo(0);
    assertThat(payloads).allMatch(p -> p.references.get() == 1);
  }

  @Test
  void refusesAGap() {
    assertThatThrownBy(() -> add(2)).hasMessageContaining("found ordinal 2, required 1");
  }

  private void add(long ordinal) {
    TestPayload payload = new TestPayload();
    payloads.add(payload);
    retained.add(InboundTest.frame(ordinal, 0, payload), 1_000 + ordinal);
  }
}
