package org.tensair.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;

class ReferenceTest {

  @Test
  void takesThePeersFigures() {
    var figures = JsonNodeFactory.instance.objectNode();
    figures.put("auc", 0.776).put("log_loss", 0.447).put("rows_per_second", 9_000);
    Reference river = Reference.of("river", "River", figures, "on one core");
    assertThat(river.evaluation().auc()).isEqualTo(0.776);
    assertThat(river.evaluation().accuracy()).isNaN();
    assertThat(river.recordsPerSecond()).isEqualTo(9_000);
  }
}
