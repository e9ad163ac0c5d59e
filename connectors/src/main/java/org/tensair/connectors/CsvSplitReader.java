package org.tensair.connectors;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.InputStream;
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

  CsvSplitReader(TextFile file, MapFunction<CsvRow, T> record, EventTime<CsvRow> time)
      throws IOException {
    this.file = file;
    this.record = record;
    this.time = time;
    row = new CsvRow(file.toString());
    InputStream in = file.open();
    rows =
        CsvReader.builder()
            .detectBomHeader(true)
            // Both are checked here, with the columns' names in the message.
            .allowExtraFields(true)
            .allowMissingFields(true)
            .build(new CsvRowHandler(row), in, StandardCharsets.UTF_8)
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
      row.checkSize();
      T made;
      long eventTime;
      try {
        made = record.apply(row);
        eventTime = time.of(row);
      } catch (BadRecordException named) {
        throw named;
      } catch (Exception failure) {
        throw row.refused("function failed: " + failure, failure);
      }
      if (made == null) {
        throw row.refused("found null from the function, required a record.", null);
      }
      position++;
      out.emit(made, eventTime);
    }
    return true;
  }

  /** Moves to the next row; false at the end. */
  private boolean next() throws IOException {
    try {
      if (!rows.hasNext()) {
        return false;
      }
      rows.next();
      return true;
    } catch (UncheckedIOException failure) {
      throw file.explained(failure, row.line());
    } catch (CsvParseException malformed) {
      Throwable cause = malformed.getCause() == null ? malformed : malformed.getCause();
      throw row.refused("found malformed CSV: " + cause.getMessage(), malformed);
    }
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
