package org.tensair.connectors;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.Writer;
import java.util.List;

/** A header with the columns' names, and one line for each record; see {@link Csv#sink}. */
record CsvFormat<T>(List<Csv.Column<T>> columns) implements LineFormat<T> {

  @Override
  public String extension() {
    return ".csv";
  }

  @Override
  public void head(Writer out) {
    csv(out).writeRecord(columns.stream().map(Csv.Column::name).toList());
  }

  private static CsvWriter csv(Writer out) {
    return CsvWriter.builder().bufferSize(0).build(out);
  }

  @Override
  public Lines<T> lines(Writer out) {
    CsvWriter csv = csv(out);
    String[] fields = new String[columns.size()];
    return record -> {
      for (int i = 0; i < fields.length; i++) {
        Object field = columns.get(i).value().of(record);
        fields[i] = field == null ? "" : field.toString();
      }
      csv.writeRecord(fields);
    };
  }
}
