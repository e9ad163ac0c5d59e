package org.tensair.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensair.api.Sink;
import org.tensair.api.SinkWriter;

/** A file sink in runs with snapshots: it goes on behind what the restored one knows of. */
class FileSinkSnapshotTest {

  private final Path file;

  FileSinkSnapshotTest(@TempDir Path directory) {
    file = directory.resolve("numbers.csv");
  }

  private static Sink<Integer> sink(Path to) {
    return Csv.sink(to, Csv.column("number", (Integer number) -> number));
  }

  private Object written() throws Exception {
    try (SinkWriter<Integer> writer = sink(file).open()) {
      writer.recover(List.of());
      writer.write(1, 0);
      writer.write(2, 0);
      Object prepared = writer.prepare(1);
      assertThat(prepared).isNotNull();
      writer.write(3, 0);
      return List.of(prepared);
    }
  }

  @Test
  void goesOnBehindTheSnapshot() throws Exception {
    List<?> prepared = (List<?>) written();
    assertThat(Files.readAllLines(file)).containsExactly("number", "1", "2", "3");

    try (SinkWriter<Integer> writer = sink(file).open()) {
      writer.recover(List.copyOf(prepared));
      writer.write(4, 0);
    }
    assertThat(Files.readAllLines(file)).containsExactly("number", "1", "2", "4");
  }

  @Test
  void startsAnewWithoutOne() throws Exception {
    written();
    try (SinkWriter<Integer> writer = sink(file).open()) {
      writer.recover(List.of());
      writer.write(5, 0);
    }
    assertThat(Files.readAllLines(file)).containsExactly("number", "5");
  }

  @Test
  void refusesAFileThatIsShorterAndLeavesItAlone() throws Exception {
    List<?> prepared = (List<?>) written();
    Files.writeString(file, "number\n");
    try (SinkWriter<Integer> writer = sink(file).open()) {
      assertThatThrownBy(() -> writer.recover(List.copyOf(prepared)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file + ": found 7 bytes, required the ");
    }
    assertThat(Files.readString(file)).isEqualTo("number\n");
  }

  @Test
  void refusesACompressedFile() throws Exception {
    Path compressed = file.resolveSibling("numbers.csv.gz");
    try (SinkWriter<Integer> writer = sink(compressed).open()) {
      assertThatThrownBy(() -> writer.recover(List.of()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("found a compressed file in a run with snapshots");
    }
  }
}
