package org.tensair.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensair.api.BadRecordException;
import org.tensair.api.Source;
import org.tensair.api.SourceReader;

/** Records that cannot be read are counted, and reading goes on after them. */
class BadRecordsTest {

  record Line(long time, String text) {}

  private final Path directory;

  BadRecordsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private Source<Line> csv() throws Exception {
    Path file = directory.resolve("lines.csv");
    Files.writeString(file, "time,text\n1,a\nx,\"b,\"\"b\"\"\"\n3\n4,d\n5,refused\n6,f\n");
    return Csv.source(
        file,
        Line.class,
        row -> {
          if (row.text("text").equals("refused")) {
            throw new IllegalStateException("no");
          }
          return new Line(row.longInteger("time"), row.text("text"));
        },
        row -> row.longInteger("time"));
  }

  private Source<Line> json() throws Exception {
    Path file = directory.resolve("lines.jsonl");
    Files.writeString(
        file,
        """
        {"time": 1, "text": "a"}
        {"time": "x"

        null
        {"time": 4, "text": "d"}
        {"time": 5, "text": "refused"}
        {"time": 6, "text": "f"}
        """);
    return JsonLines.source(
        file,
        Line.class,
        line -> {
          if (line.text().equals("refused")) {
            throw new IllegalStateException("no");
          }
          return line.time();
        });
  }

  @Test
  void badRowsOfCsvAreCountedAndSkipped() throws Exception {
    for (int max = 1; max <= 8; max++) {
      assertThat(read(csv(), 0, max))
          .containsExactly(
              "Line[time=1, text=a]",
              "bad 2: x,\"b,\"\"b\"\"\"",
              "bad 3: 3",
              "Line[time=4, text=d]",
              "bad 5: 5,refused",
              "Line[time=6, text=f]");
    }
  }

  @Test
  void badLinesOfJsonAreCountedAndSkipped() throws Exception {
    for (int max = 1; max <= 8; max++) {
      assertThat(read(json(), 0, max))
          .containsExactly(
              "Line[time=1, text=a]",
              "bad 2: {\"time\": \"x\"",
              "bad 3: null",
              "Line[time=4, text=d]",
              "bad 5: {\"time\": 5, \"text\": \"refused\"}",
              "Line[time=6, text=f]");
    }
  }

  @Test
  void readingGoesOnFromAnyPosition() throws Exception {
    for (Source<Line> source : List.of(csv(), json(), First.of(5, csv()))) {
      List<String> all = read(source, 0, 3);
      for (int position = 0; position <= all.size(); position++) {
        assertThat(read(source, position, 3)).isEqualTo(all.subList(position, all.size()));
      }
    }
  }

  private static List<String> read(Source<Line> source, long position, int max) throws Exception {
    List<String> found = new ArrayList<>();
    try (SourceReader<Line> reader = source.open(0, position)) {
      assertThat(reader.position()).isEqualTo(position);
      boolean more = true;
      while (more) {
        try {
          more = reader.read((line, time) -> found.add(line.toString()), max);
        } catch (BadRecordException bad) {
          found.add("bad " + reader.position() + ": " + bad.record());
        }
        assertThat(reader.position()).isEqualTo(position + found.size());
      }
    }
    return found;
  }
}
