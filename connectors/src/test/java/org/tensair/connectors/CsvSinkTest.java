package org.tensair.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensair.api.Sink;
import org.tensair.api.SinkWriter;

class CsvSinkTest {

  private final Path directory;

  CsvSinkTest(@TempDir Path directory) {
    this.directory = directory;
  }

  record Score(String name, double value, @Nullable String note) {}

  private static Sink<Score> scores(Path file) {
    return Csv.sink(
        file,
        Csv.column("name", Score::name),
        Csv.column("value", Score::value),
        Csv.column("note", Score::note));
  }

  @Test
  void writesAHeaderAndQuotesWhatNeedsIt() throws Exception {
    Path file = directory.resolve("scores.csv");
    Files.writeString(file, "what was there before, much longer than what comes now".repeat(9));
    try (SinkWriter<Score> writer = scores(file).open()) {
      writer.write(new Score("a,b", 0.5, null), 1);
      writer.write(new Score("say \"x\"", -1, "two\nlines"), 2);
    }

    assertThat(file)
        .hasContent(
            """
            name,value,note
            "a,b",0.5,
            "say ""x""\",-1.0,"two
            lines"
            """);
  }

  @Test
  void whatIsWrittenIsReadBackFromGzip() throws Exception {
    Path file = directory.resolve("scores.csv.gz");
    try (SinkWriter<Score> writer = scores(file).open()) {
      writer.write(new Score("a,b", 0.5, "x"), 1);
      writer.flush();
    }

    assertThat(
            Reads.all(
                Csv.source(
                    file,
                    Score.class,
                    row -> new Score(row.text("name"), row.decimal("value"), row.text("note")),
                    row -> row.line()),
                10))
        .containsExactly(new Reads.Timed<>(new Score("a,b", 0.5, "x"), 2));
  }

  @Test
  void flushMakesTheRowsVisible() throws Exception {
    Path file = directory.resolve("flushed.csv");
    try (SinkWriter<Score> writer = scores(file).open()) {
      writer.write(new Score("a", 1, null), 1);
      writer.flush();

      assertThat(Files.readAllLines(file)).containsExactly("name,value,note", "a,1.0,");
    }
  }

  @Test
  void aFileThatCannotBeMadeIsNamed() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "x").resolve("scores.csv");

    assertThatThrownBy(() -> scores(file).open()).hasMessageContaining(directory.toString());
  }
}
