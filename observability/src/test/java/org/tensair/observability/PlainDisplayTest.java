package org.tensair.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.tensair.api.LearningResult;

class PlainDisplayTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final LearningResult result = Runs.result(0.81, 0.40, 0.83);

  @Test
  void writesALineEveryTwoSecondsAndTheLastOne() {
    try (Display display = new PlainDisplay(out(), "flights")) {
      for (int tenths = 0; tenths <= 45; tenths++) {
        display.show(tenths / 10.0, 98_765.4, result);
      }
    }
    assertThat(lines())
        .extracting(line -> line.substring(0, 16))
        .containsExactly(
            "flights    0.0 s", "flights    2.0 s", "flights    4.0 s", "flights    4.5 s");
  }

  @Test
  void saysHowTheModelIsDoing() {
    try (Display display = new PlainDisplay(out(), "flights")) {
      display.show(1.25, 98_765.4, result);
    }
    assertThat(lines())
        .containsExactly(
            "flights    1.3 s  3,000 rows  99k/s loss 0.400 AUC 0.810 training drifts 1 replicas 2"
                + " staleness 2.0");
  }

  private PrintStream out() {
    return new PrintStream(bytes, false, StandardCharsets.UTF_8);
  }

  private String[] lines() {
    return bytes.toString(StandardCharsets.UTF_8).split("\\R");
  }
}
