package org.tensair.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExchangeOptionsTest {

  @Test
  void derivesIntervalsFromTheDeadline() {
    ExchangeOptions options = ExchangeOptions.of(8, Duration.ofSeconds(10));
    assertThat(options.staleness()).isEqualTo(8);
    assertThat(options.deadline()).isEqualTo(Duration.ofSeconds(10));
    assertThat(options.heartbeat()).isEqualTo(Duration.ofMillis(50));
    assertThat(options.retransmit()).isEqualTo(Duration.ofSeconds(1));
    assertThat(options.retainedBytes()).isEqualTo(268_435_456);
    assertThat(ExchangeOptions.of(0, Duration.ofMillis(100)).heartbeat())
        .isEqualTo(Duration.ofMillis(5));
  }

  @Test
  void reportsAllProblemsTogether() {
    assertThatThrownBy(
            () ->
                new ExchangeOptions(
                    -1, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ZERO, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("staleness = -1")
        .hasMessageContaining("heartbeat = PT2S")
        .hasMessageContaining("retransmit = PT0S")
        .hasMessageContaining("retainedBytes = 0");
  }
}
