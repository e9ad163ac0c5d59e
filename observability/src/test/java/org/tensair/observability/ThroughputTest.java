package org.tensair.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ThroughputTest {

  @Test
  void countsFromTheStartOfTheProcess() {
    assertThat(Runs.fast(0).elapsedSeconds()).isEqualTo(1.3);
    assertThat(Runs.fast(0).recordsPerSecond()).isCloseTo(3_000 / 1.3, within(1e-9));
  }

  @Test
  void countsALaterPassFromItsOwnStart() {
    assertThat(Runs.fast(4).elapsedSeconds()).isCloseTo(1.3, within(1e-9));
  }

  @Test
  void findsTheMiddleOfTheRowsBetweenTwoSamples() {
    // 1,500 rows are reached a quarter of the way from 1.1 s (1,000) to 1.3 s (3,000).
    assertThat(Runs.fast(0).recordsPerSecondSecondHalf()).isCloseTo(1_500 / 0.15, within(1e-6));
  }

  @Test
  void knowsNoRateOfNothing() {
    Throughput none = new Throughput(0, List.of());
    assertThat(none.elapsedSeconds()).isZero();
    assertThat(none.recordsPerSecond()).isNaN();
    assertThat(none.recordsPerSecondSecondHalf()).isNaN();
  }
}
