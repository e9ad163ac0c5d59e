package org.tensair.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tensair.drift.OptwinOptions.Statistic;

class OptwinOptionsTest {

  @Test
  void defaults() {
    assertThat(OptwinOptions.published())
        .isEqualTo(new OptwinOptions(0.99, 0.5, 30, 25_000, Statistic.PUBLISHED, true));
    assertThat(OptwinOptions.welch())
        .isEqualTo(new OptwinOptions(0.9999, 0.5, 30, 25_000, Statistic.WELCH, false));
  }

  @Test
  void eachOptionCanBeChanged() {
    assertThat(
            OptwinOptions.published()
                .withConfidence(0.9)
                .withRho(0.1)
                .withWindow(50, 60)
                .withStatistic(Statistic.WELCH)
                .withVarianceTest(false))
        .isEqualTo(new OptwinOptions(0.9, 0.1, 50, 60, Statistic.WELCH, false));
  }

  @Test
  void allOptionsOutOfRangeAreReportedTogether() {
    assertThatThrownBy(() -> new OptwinOptions(1, 0, 9, 8, Statistic.WELCH, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Optwin options: found confidence = 1.0, required [0.5, 1); found rho = 0.0, required"
                + " above 0; found minWindow = 9, required 10 or more; found maxWindow = 8,"
                + " required 9 to 10000000.");
  }
}
