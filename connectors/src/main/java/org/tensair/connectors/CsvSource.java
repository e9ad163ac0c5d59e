package org.tensair.connectors;

import java.io.IOException;
import org.tensair.api.MapFunction;
import org.tensair.api.Source;
import org.tensair.api.SourceReader;
import org.tensair.api.Type;

/** See {@link Csv#source}. */
record CsvSource<T>(
    String file, Class<T> raw, MapFunction<CsvRow, T> record, EventTime<CsvRow> time)
    implements Source<T> {

  @Override
  public String name() {
    return new TextFile(file).shortName();
  }

  @Override
  public Type<T> type() {
    return Type.of(raw);
  }

  @Override
  public boolean bounded() {
    return true;
  }

  @Override
  public SourceReader<T> open(int split) throws IOException {
    return new CsvSplitReader<>(new TextFile(file), record, time);
  }
}
