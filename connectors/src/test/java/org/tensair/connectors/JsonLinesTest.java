package org.tensair.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensair.api.BadRecordException;
import org.tensair.api.SinkWriter;
import org.tensair.api.Source;
import org.tensair.connectors.Reads.Timed;

class JsonLinesTest {

  private final Path directory;

  JsonLinesTest(@TempDir Path directory) {
    this.directory = directory;
  }

  record Click(long time, String page, @Nullable String user) {}

  private static Source<Click> clicks(Path file) {
    return JsonLines.source(file, Click.class, Click::time);
  }

  @Test
  void readsARecordFromEachLineThatIsNotBlank() throws Exception {
    Path file =
        write(
            "clicks.jsonl",
            """
            {"time": 5, "page": "start", "user": "ann", "unknown": [1, 2]}

            {"page": "end", "time": 6}
            """);

    assertThat(Reads.all(clicks(file), 1))
        .containsExactly(
            new Timed<>(new Click(5, "start", "ann"), 5),
            new Timed<>(new Click(6, "end", null), 6));
  }

  @Test
  void whatIsWrittenIsReadBack() throws Exception {
    for (String name : List.of("copy.jsonl", "copy.jsonl.gz")) {
      Path file = directory.resolve("new").resolve(name);
      try (SinkWriter<Click> writer = JsonLines.<Click>sink(file).open()) {
        writer.write(new Click(1, "a\nb", "é"), 1);
        writer.write(new Click(2, "", null), 2);
        writer.flush();
      }

      assertThat(Reads.all(clicks(file), 10))
          .extracting(Timed::value)
          .containsExactly(new Click(1, "a\nb", "é"), new Click(2, "", null));
    }
  }

  @Test
  void aMalformedLineIsNamed() throws Exception {
    Path file = write("bad.jsonl", "{\"time\": 1, \"page\": \"a\"}\n{\"time\": x}\n");

    assertThatThrownBy(() -> Reads.all(clicks(file), 10))
        .isInstanceOf(BadRecordException.class)
        .hasMessageContaining(file + ", line 2, column 11");
  }

  @Test
  void aMissingNumberAndASecondObjectAreRefused() throws Exception {
    Path missing = write("missing.jsonl", "{\"page\": \"a\"}\n");
    Path second = write("second.jsonl", "{\"time\": 1, \"page\": \"a\"} {}\n");
    Path nothing = write("null.jsonl", "null\n");

    assertThatThrownBy(() -> Reads.all(clicks(missing), 10))
        .isInstanceOf(BadRecordException.class)
        .hasMessageContaining("line 1, column 13, field \"time\": ");
    assertThatThrownBy(() -> Reads.all(clicks(second), 10)).isInstanceOf(BadRecordException.class);
    assertThatThrownBy(() -> Reads.all(clicks(nothing), 10))
        .hasMessage(nothing + ", line 1: found null, required an object.");
  }

  @Test
  void aFailingEventTimeIsNamedWithItsLine() throws Exception {
    Path file = write("late.jsonl", "{\"time\": 1, \"page\": \"a\"}\n{\"time\": 2}\n");

    assertThatThrownBy(
            () ->
                Reads.all(
                    JsonLines.source(
                        file,
                        Click.class,
                        click -> {
                          if (click.time() == 2) {
                            throw new IllegalStateException("no time");
                          }
                          return click.time();
                        }),
                    10))
        .isInstanceOf(BadRecordException.class)
        .hasMessage(file + ", line 2: function failed: java.lang.IllegalStateException: no time")
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void aDeviceIsNotCalledADirectory() {
    assumeThat(Path.of("/dev/null")).exists();
    assertThatThrownBy(() -> clicks(Path.of("/dev/null")).open(0))
        .hasMessage(
            "/dev/null: found no regular file but a device, pipe or socket, required a readable"
                + " file.");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> clicks(directory.resolve("no.jsonl")).open(0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no.jsonl: found no such file");
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }
}
