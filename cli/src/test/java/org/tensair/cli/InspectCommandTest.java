package org.tensair.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {

  private final Terminal terminal = new Terminal(new FakeJob(false), new FakeModels());

  @Test
  void showsTheCard(@TempDir Path directory) {
    assertThat(terminal.run("model", "inspect", directory.toString())).isZero();
    assertThat(terminal.printed().lines())
        .contains(
            "small",
            "  features     x float32[?, 3]",
            "  exchange     updates, in any order, may be summed",
            "2 variables, 6 trainable numbers",
            "  counter      iteration int64[]",
            "  predict(x) → y");
    assertThat(terminal.printed())
        .containsPattern("trainable +dense/kernel float32\\[3, 2] +exchanged as 0, sparse");
  }

  @Test
  void printsTheCardAsItIs(@TempDir Path directory) throws IOException {
    Path card = Files.createDirectories(directory.resolve("assets.extra")).resolve("tensair.json");
    Files.writeString(card, "{\"contract\": 1}\n");
    assertThat(terminal.run("model", "inspect", directory.toString(), "--json")).isZero();
    assertThat(terminal.printed()).isEqualTo("{\"contract\": 1}\n");
  }
}
