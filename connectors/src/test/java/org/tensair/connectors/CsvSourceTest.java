package org.tensair.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensair.api.BadRecordException;
import org.tensair.api.MapFunction;
import org.tensair.api.Source;
import org.tensair.connectors.Reads.Timed;

class CsvSourceTest {

  private static final String WEATHER =
      "time,origin,temp,gusts\n1,EWR,39.02,7\n2,JFK,,8\n3,\"L,G\",-1e2,9\n";

  private final Path directory;

  CsvSourceTest(@TempDir Path directory) {
    this.directory = directory;
  }

  record Weather(String origin, double temp, int gusts) {}

  private static Source<Weather> weather(Path file) {
    return source(
        file, row -> new Weather(row.text("origin"), row.decimal("temp"), row.integer("gusts")));
  }

  private static Source<Weather> source(Path file, MapFunction<CsvRow, Weather> record) {
    return Csv.source(file, Weather.class, record, row -> row.longInteger("time") * 60_000);
  }

  @Test
  void readsRowsByColumnNameWhateverTheBatchSize() throws Exception {
    Path file = write("weather.csv", WEATHER);

    for (int atOnce = 1; atOnce <= 5; atOnce++) {
      assertThat(Reads.all(weather(file), atOnce))
          .containsExactly(
              new Timed<>(new Weather("EWR", 39.02, 7), 60_000),
              new Timed<>(new Weather("JFK", Double.NaN, 8), 120_000),
              new Timed<>(new Weather("L,G", -100, 9), 180_000));
    }
    assertThat(weather(file).name()).isEqualTo("weather.csv");
    assertThat(weather(file).bounded()).isTrue();
  }

  @Test
  void readsGzipByName() throws Exception {
    Path file = directory.resolve("weather.csv.gz");
    Files.write(file, gzip(WEATHER));

    assertThat(Reads.all(weather(file), 100)).hasSize(3);
  }

  @Test
  void skipsAByteOrderMarkAndEmptyLinesAndTakesAnyLineEnd() throws Exception {
    Path file = write("bom.csv", "\uFEFFtime,origin,temp,gusts\r\n\r\n1,EWR,1.5,7\r\n2,JFK,2,8");

    assertThat(Reads.all(weather(file), 100)).hasSize(2);
  }

  @Test
  void textsThatComeAgainAreTheSameObject() throws Exception {
    Path file = write("again.csv", "time,origin,temp,gusts\n1,EWR,1,7\n2,JFK,1,7\n3,EWR,1,7\n");

    List<Timed<Weather>> records = Reads.all(weather(file), 100);

    assertThat(records.get(2).value().origin()).isSameAs(records.get(0).value().origin());
  }

  @Test
  void columnsMayBeAskedForInAnotherOrderInEachRow() throws Exception {
    Path file = write("order.csv", "time,origin,temp,gusts\n1,EWR,1,7\n2,JFK,2,8\n");
    Source<Weather> source =
        source(
            file,
            row -> {
              if (row.line() == 2) {
                return new Weather(row.text("origin"), row.decimal("temp"), row.integer("gusts"));
              }
              int gusts = row.integer("gusts");
              return new Weather(row.text("origin"), row.decimal("temp"), gusts);
            });

    assertThat(Reads.all(source, 100))
        .extracting(Timed::value)
        .containsExactly(new Weather("EWR", 1, 7), new Weather("JFK", 2, 8));
  }

  @Test
  void anUnknownColumnIsNamedWithThoseThereAre() throws Exception {
    Path file = write("columns.csv", WEATHER);

    assertThatThrownBy(
            () -> Reads.all(source(file, row -> new Weather(row.text("orgin"), 0, 0)), 100))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(BadRecordException.class)
        .hasMessage(
            file
                + ": found the columns [time, origin, temp, gusts], required \"orgin\"."
                + " Did you mean \"origin\"?");
    assertThatThrownBy(
            () -> Reads.all(source(file, row -> new Weather(row.text("zzz"), 0, 0)), 100))
        .hasMessageEndingWith("required \"zzz\".");
  }

  @Test
  void aMalformedFieldIsNamedWithItsLineAndColumn() throws Exception {
    Path file = write("bad.csv", "time,origin,temp,gusts\n1,EWR,1,7\n2,JFK,1,many\n");

    assertThatThrownBy(() -> Reads.all(weather(file), 100))
        .isInstanceOf(BadRecordException.class)
        .hasMessage(file + ", line 3, column \"gusts\": found \"many\", required an integer.");
  }

  @Test
  void anEmptyFieldIsNoInteger() throws Exception {
    Path file = write("empty.csv", "time,origin,temp,gusts\n1,EWR,1,\n");

    assertThatThrownBy(() -> Reads.all(weather(file), 100))
        .hasMessage(
            file + ", line 2, column \"gusts\": found an empty field, required an integer.");
  }

  @Test
  void anIntegerOutOfRangeIsRefused() throws Exception {
    Path file = write("range.csv", "time,origin,temp,gusts\n1,EWR,1,3000000000\n");

    assertThatThrownBy(() -> Reads.all(weather(file), 100))
        .hasMessageContaining("found \"3000000000\", required an integer from -2147483648 to");
  }

  @Test
  void aRowOfAnotherLengthIsRefused() throws Exception {
    Path file = write("short.csv", "time,origin,temp,gusts\n1,EWR,1\n");

    assertThatThrownBy(() -> Reads.all(weather(file), 100))
        .isInstanceOf(BadRecordException.class)
        .hasMessage(file + ", line 2: found 3 fields, required 4: [time, origin, temp, gusts].");
  }

  @Test
  void brokenQuotesAreNamedWithTheirLine() throws Exception {
    Path file = write("quotes.csv", "time,origin,temp,gusts\n1,\"EWR\"x,1,7\n");

    assertThatThrownBy(() -> Reads.all(weather(file), 100))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(BadRecordException.class)
        .hasMessageContaining(file + ", line 2: found malformed CSV");
  }

  @Test
  void aQuoteThatIsNotClosedIsNamedWithItsLine() throws Exception {
    Path file = write("open.csv", "time,origin,temp,gusts\n1,EWR,1,7\n2,\"JFK,1,7\n3,LGA,1,7\n");

    assertThatThrownBy(() -> Reads.all(weather(file), 100))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(BadRecordException.class)
        .hasMessageStartingWith(file + ", line 3: found a quote that is not closed");
  }

  @Test
  void aFailingFunctionIsNamedWithItsLine() throws Exception {
    Path file = write("function.csv", WEATHER);

    assertThatThrownBy(
            () ->
                Reads.all(
                    source(
                        file,
                        row -> {
                          throw new IllegalStateException("no " + row.text("origin"));
                        }),
                    100))
        .isInstanceOf(BadRecordException.class)
        .hasMessage(file + ", line 2: function failed: java.lang.IllegalStateException: no EWR")
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void aColumnThatIsThereTwiceIsRefused() throws Exception {
    Path file = write("twice.csv", "time,origin,time\n");

    assertThatThrownBy(() -> weather(file).open(0))
        .hasMessage(file + ", line 1: found the column \"time\" twice, required once.");
  }

  @Test
  void aMissingFileOrDirectoryIsNamed() {
    assertThatThrownBy(() -> weather(directory.resolve("no.csv")).open(0))
        .isInstanceOf(IOException.class)
        .hasMessage(
            directory.resolve("no.csv") + ": found no such file, required a readable file.");
    assertThatThrownBy(() -> weather(directory).open(0)).hasMessageContaining("found a directory");
  }

  @Test
  void anEmptyFileIsNamed() throws Exception {
    Path file = write("nothing.csv", "");
    Path gzipped = directory.resolve("nothing.csv.gz");
    Files.write(gzipped, gzip(""));

    assertThatThrownBy(() -> weather(file).open(0)).hasMessageContaining("found an empty file");
    assertThatThrownBy(() -> weather(gzipped).open(0))
        .hasMessage(gzipped + ": found no line, required a header with the columns' names.");
  }

  @Test
  void aFileWithAHeaderOnlyHasNoRecords() throws Exception {
    assertThat(Reads.all(weather(write("header.csv", "time,origin,temp,gusts\n")), 100)).isEmpty();
  }

  @Test
  void truncatedGzipIsNamed() throws Exception {
    byte[] whole = gzip(WEATHER);
    Path file = directory.resolve("cut.csv.gz");
    Files.write(file, Arrays.copyOf(whole, whole.length - 12));

    assertThatThrownBy(() -> Reads.all(weather(file), 100))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("found the end in the middle of the gzip data");
  }

  @Test
  void plainTextThatIsNamedGzipIsSaidToBe() throws Exception {
    Path file = write("plain.csv.gz", WEATHER);

    assertThatThrownBy(() -> weather(file).open(0))
        .hasMessageContaining(file + ": found broken gzip data");
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }

  private static byte[] gzip(String content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
