package org.tensair.connectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.tensair.api.Source;
import org.tensair.testkit.SourceContract;

/** What every source does, of the sources over files. */
class SourceContractTest {

  record Line(long time, String text) {}

  @Nested
  class OfCsv extends SourceContract<Line> {

    private final Path directory;

    OfCsv(@TempDir Path directory) {
      this.directory = directory;
    }

    @Override
    protected Source<Line> source() throws IOException {
      return Csv.source(
          Files.writeString(
              directory.resolve("lines.csv"), "time,text\n1,a\n1,b\n2,\"c\nc\"\n9,d\n"),
          Line.class,
          row -> new Line(row.longInteger("time"), row.text("text")),
          row -> row.longInteger("time"));
    }
  }

  @Nested
  class OfJsonLines extends SourceContract<Line> {

    private final Path directory;

    OfJsonLines(@TempDir Path directory) {
      this.directory = directory;
    }

    @Override
    protected Source<Line> source() throws IOException {
      return JsonLines.source(
          Files.writeString(
              directory.resolve("lines.jsonl"),
              """
              {"time": 1, "text": "a"}
              {"time": 1, "text": "b"}

              {"time": 2, "text": "c"}
              {"time": 9, "text": "d"}
              """),
          Line.class,
          Line::time);
    }
  }
}
