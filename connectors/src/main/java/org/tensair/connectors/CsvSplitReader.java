package org.tensair.connectors;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.tensair.api.BadRecordException;
import org.tensair.api.MapFunction;
import org.tensair.api.SourceReader;

/** Reads a CSV file row by row. Before: the file; after: the runtime's batches. */
final class CsvSplitReader<T> implements SourceReader<T> {

  private final TextFile file;
  private final MapFunction<CsvRow, T> record;
  private final EventTime<CsvRow> time;
  private final CsvRow row;
  private final CloseableIterator<CsvRow> rows;
  private long position;
  private boolean ended;

  CsvSplitReader(TextFile file, MapFunction<CsvRow, T> record, EventTime<CsvRow> time)
      throws IOException {
    this.file = file;
    this.record = record;
    this.time = time;
    row = new CsvRow(file.toString());
    Reader in = new EndMark(new InputStreamReader(file.open(), StandardCharsets.UTF_8));
    rows =
        CsvReader.builder()
            // Both are checked here, with the columns' names in the message.
            .allowExtraFields(true)
            .allowMissingFields(true)
            .build(new CsvRowHandler(row), in)
            .iterator();
    try {
      if (!next()) {
        throw new IOException(file + ": found no line, required a header with the columns' names.");
      }
      row.becomeHeader();
    } catch (IOException failure) {
      rows.close();
      throw failure;
    }
  }

  @Override
  public boolean read(Output<T> out, int max) throws IOException {
    for (int i = 0; i < max; i++) {
      if (!next()) {
        return false;
      }
      // A row that is refused is counted, too: the next call goes on after it.
      position++;
      row.checkSize();
      T made;
      long eventTime;
      try {
        made = record.apply(row);
        eventTime = time.of(row);
      } catch (BadRecordException bad) {
        throw bad.record().isEmpty() ? row.refused(bad) : bad;
      } catch (UnknownColumnException ofAllRows) {
        throw ofAllRows;
      } catch (Exception failure) {
        throw row.refused("function failed: " + failure, failure);
      }
      if (made == null) {
        throw row.refused("found null from the function, required a record.", null);
      }
      out.emit(made, eventTime);
    }
    return true;
  }

  /** Moves to the next row; false at the end. */
  private boolean next() throws IOException {
    try {
      if (ended || !rows.hasNext()) {
        return false;
      }
      rows.next();
    } catch (UncheckedIOException failure) {
      throw file.explained(failure, row.line());
    } catch (CsvParseException malformed) {
      // Where the next row begins, nobody can tell.
      Throwable cause = malformed.getCause() == null ? malformed : malformed.getCause();
      throw new IOException(
          file + ", line " + row.line() + ": found malformed CSV: " + cause.getMessage(),
          malformed);
    }
    ended = row.isEndMark();
    if (!ended && row.swallowedEndMark()) {
      throw new IOException(
          file
              + ", line "
              + row.line()
              + ": found a quote that is not closed up to the end of the file, required another"
              + " one at the end of its field.");
    }
    return !ended;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
