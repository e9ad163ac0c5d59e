package org.tensair.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProcessClockTest {

  @Test
  void readsTheAgeOfAProcessFromLinux() {
    String stat = "4711 (a) b (c) S 1 1 1 0 -1 4194304 9 0 0 0 3 1 0 0 20 0 9 0 233150 31334 384";
    assertThat(ProcessClock.ageSeconds("2340.75 3699.27\n", stat)).isCloseTo(9.25, within(1e-9));
  }

  @Test
  void includesTheStartOfTheJvm() {
    double nanosOfJvm = ProcessClock.sinceProcessStart().seconds();
    assertThat(nanosOfJvm).isPositive();
  }
}
