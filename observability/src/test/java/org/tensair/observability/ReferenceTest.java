package org.tensair.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceTest {

  @Test
  void readsThePeersFigures(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("river.json");
    Files.writeString(file, "{\"auc\": 0.776, \"log_loss\": 0.447, \"rows_per_second\": 9000}");
    Reference river = Reference.read("river", "River", file);
    assertThat(river.evaluation().auc()).isEqualTo(0.776);
    assertThat(river.evaluation().accuracy()).isNaN();
    assertThat(river.recordsPerSecond()).isEqualTo(9_000);
  }

  @Test
  void refusesWhatIsNoObject(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("river.json"), "[]");
    assertThatThrownBy(() -> Reference.read("river", "River", file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("river.json: found no JSON object");
  }
}
