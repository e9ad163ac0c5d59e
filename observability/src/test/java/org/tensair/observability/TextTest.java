package org.tensair.observability;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTest {

  @Test
  void keepsItsFieldsApart() {
    assertThat(Text.progress(1_234, Runs.result(0.81, 0.40, 0.83)))
        .isEqualTo("1,234/s loss 0.400 AUC 0.810 training drifts 1 replicas 2 staleness 2.0");
  }

  @Test
  void keepsItsFieldsApartWhereAValueIsUnknown() {
    assertThat(Text.progress(Double.NaN, Runs.result(Double.NaN, Double.NaN, 0.83)))
        .isEqualTo("–/s loss – AUC – training drifts 1 replicas 2 staleness 2.0");
  }
}
