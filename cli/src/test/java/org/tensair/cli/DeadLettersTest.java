package org.tensair.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensair.api.DeadLetter;
import org.tensair.api.Execution;
import org.tensair.api.ExecutionFailedException;
import org.tensair.api.Pipeline;
import org.tensair.api.RunOptions;
import org.tensair.api.Source;
import org.tensair.api.Stream;
import org.tensair.connectors.Csv;

/** A file with rows that cannot be read, from end to end. */
class DeadLettersTest {

  record Click(String page, long time) {}

  private final Path directory;

  DeadLettersTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private Source<Click> clicks() throws Exception {
    Path file = directory.resolve("clicks.csv");
    Files.writeString(file, "page,time\na,1\nb,soon\nc\nd,4\n");
    return Csv.source(
        file,
        Click.class,
        row -> new Click(row.text("page"), row.longInteger("time")),
        row -> row.longInteger("time"));
  }

  @Test
  void goodRowsGoThroughAndBadOnesAsideWithTheirPlaceAndReason() throws Exception {
    Path good = directory.resolve("good.csv");
    Path bad = directory.resolve("bad.csv");
    Pipeline pipeline = Pipeline.named("dead-letters");
    Stream<Click> clicks = pipeline.read(clicks()).named("clicks");
    clicks
        .deadLetters()
        .to(
            Csv.sink(
                bad,
                Csv.column("position", DeadLetter::position),
                Csv.column("record", DeadLetter::record),
                Csv.column("reason", DeadLetter::reason)));
    clicks.to(Csv.sink(good, Csv.column("page", Click::page)));
    run(pipeline);

    String file = directory.resolve("clicks.csv").toString();
    assertThat(Files.readAllLines(good)).containsExactly("page", "a", "d");
    assertThat(Files.readAllLines(bad))
        .containsExactly(
            "position,record,reason",
            "1,\"b,soon\",\""
                + file
                + ", line 3, column \"\"time\"\": found \"\"soon\"\", required an integer.\"",
            "2,c,\"" + file + ", line 4: found 1 fields, required 2: [page, time].\"");
  }

  @Test
  void aRunThatIsToStopAtBadRecordsNamesLineAndFault() throws Exception {
    Pipeline pipeline = Pipeline.named("strict");
    pipeline
        .read(clicks())
        .stopAtBadRecords()
        .named("clicks")
        .to(Csv.sink(directory.resolve("good.csv"), Csv.column("page", Click::page)));

    assertThatThrownBy(() -> run(pipeline))
        .isInstanceOf(ExecutionFailedException.class)
        .hasMessageContaining("clicks.csv, line 3, column \"time\": found \"soon\"");
  }

  private static void run(Pipeline pipeline) throws Exception {
    try (Execution execution = pipeline.start(RunOptions.defaults().workers(2))) {
      execution.await();
    }
  }
}
