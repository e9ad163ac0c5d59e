package org.tensair.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClockTest {

  @Test
  void stalenessSumsWhatOthersTrainedAndTheSenderHadNot() {
    Clock sender = clock(9, 4, -1, 7);
    // The sender's own place does not count, nor what the sender had and the receiver has not.
    assertThat(sender.staleness(0, new long[] {3, 6, 0, 5})).isEqualTo(2 + 1);
    assertThat(sender.staleness(1, new long[] {3, 6, 0, 5})).isEqualTo(1);
  }

  @Test
  void theMostAdvancedHasTheLargestSum() {
    assertThat(clock(9, 4, -1, 7).sum()).isEqualTo(19);
  }

  @Test
  void equalsByContent() {
    assertThat(clock(1, 2)).isEqualTo(clock(1, 2)).hasSameHashCodeAs(clock(1, 2));
    assertThat(clock(1, 2)).isNotEqualTo(clock(1, 3));
    assertThat(clock(1, 2)).isNotEqualTo(new Clock(new long[] {0, 9}, new long[] {1, 2}));
    assertThat(clock(1, 2)).hasToString("[1, 2]");
    assertThat(clock(1, 2).replicas()).isEqualTo(2);
  }

  private static Clock clock(long... sequences) {
    return new Clock(new long[sequences.length], sequences);
  }
}
