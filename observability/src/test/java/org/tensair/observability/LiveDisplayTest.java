package org.tensair.observability;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiveDisplayTest {

  @Test
  void givesTheBarWhatTheTextLeaves() {
    assertThat(LiveDisplay.render(0.5, "99k/s", 21)).isEqualTo(" 50% ▕████    ▏ 99k/s");
  }

  @Test
  void leavesTheBarOutWhereThereIsNoRoom() {
    assertThat(LiveDisplay.render(1, "99k/s", 12)).isEqualTo("100% 99k/s  ");
  }

  @Test
  void fitsIntoEightyColumns() {
    String message =
        Text.progress(199_000, Runs.result(0.81, 0.40, 0.83)).replace("training", "predicting");
    assertThat(LiveDisplay.render(1, message, 79)).hasSize(79).contains("staleness 2.0");
  }
}
