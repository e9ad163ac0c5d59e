package org.tensair.connectors;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.util.List;
import org.tensair.api.Sink;
import org.tensair.api.SinkWriter;

/** See {@link Csv#sink}. */
record CsvSink<T>(String file, List<Csv.Column<T>> columns) implements Sink<T> {

  @Override
  public String name() {
    return new TextFile(file).shortName();
  }

  @Override
  public SinkWriter<T> open() throws IOException {
    return new Lines<>(new TextFile(file), columns);
  }

  private static final class Lines<T> extends FileSinkWriter<T> {

    private final List<Csv.Column<T>> columns;
    private final String[] fields;
    private final CsvWriter csv;

    Lines(TextFile file, List<Csv.Column<T>> columns) throws IOException {
      super(file);
      this.columns = columns;
      fields = new String[columns.size()];
      csv = CsvWriter.builder().bufferSize(0).build(writer());
      csv.writeRecord(columns.stream().map(Csv.Column::name).toList());
    }

    @Override
    public void write(T value, long eventTime) throws Exception {
      for (int i = 0; i < fields.length; i++) {
        Object field = columns.get(i).value().of(value);
        fields[i] = field == null ? "" : field.toString();
      }
      csv.writeRecord(fields);
    }
  }
}
