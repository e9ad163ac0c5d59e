package org.tensair.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StalenessCounterTest {

  @Test
  void countsMeanMaximumAndHistogram() {
    StalenessCounter counter = new StalenessCounter();
    assertThat(counter.mean()).isEqualTo(0);
    counter.add(0);
    counter.add(2);
    counter.add(2);
    counter.add(1_000);
    assertThat(counter.count()).isEqualTo(4);
    assertThat(counter.mean()).isEqualTo(251);
    assertThat(counter.max()).isEqualTo(1_000);
    long[] histogram = counter.histogram();
    assertThat(histogram).hasSize(StalenessCounter.LAST_BUCKET + 1);
    assertThat(histogram[0]).isEqualTo(1);
    assertThat(histogram[2]).isEqualTo(2);
    assertThat(histogram[StalenessCounter.LAST_BUCKET]).isEqualTo(1);
  }
}
