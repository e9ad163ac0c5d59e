package org.tensair.connectors;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensair.api.MapFunction;
import org.tensair.api.Sink;
import org.tensair.api.Source;

/**
 * CSV files: a header line with the columns' names, fields separated by commas, and quoted where
 * they hold commas, quotes or line breaks (RFC 4180).
 *
 * <pre>{@code
 * Source<Weather> weather = Csv.source(
 *     Path.of("weather.csv.gz"), Weather.class,
 *     row -> new Weather(row.text("origin"), row.decimal("temp")),
 *     row -> row.longInteger("time") * 60_000);
 *
 * Sink<Weather> frost = Csv.sink(
 *     Path.of("frost.csv"),
 *     Csv.column("origin", Weather::origin), Csv.column("temp", Weather::temp));
 * }</pre>
 */
public final class Csv {

  private Csv() {}

  /**
   * A bounded source with one split over a file, which is opened when the pipeline runs. A missing
   * file, unknown column or malformed field stops the pipeline with an error that names the file,
   * the line and the column.
   *
   * @param type of the records
   * @param record makes a record of a row
   * @param time gives a row's event time
   */
  public static <T> Source<T> source(
      Path file, Class<T> type, MapFunction<CsvRow, T> record, EventTime<CsvRow> time) {
    return new CsvSource<>(file.toString(), type, record, time);
  }

  /**
   * A sink that writes a file, replacing what was there, with a header and one line for each
   * record.
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // List.of copies the array.
  public static <T> Sink<T> sink(Path file, Column<T>... columns) {
    return new CsvSink<>(file.toString(), List.of(columns));
  }

  /**
   * A column of a sink.
   *
   * @param value what stands in it, as its {@code toString}; null is an empty field
   */
  public static <T> Column<T> column(String name, FieldFunction<T> value) {
    return new Column<>(name, value);
  }

  /**
   * What stands in a field.
   *
   * @param <T> records
   */
  @FunctionalInterface
  public interface FieldFunction<T> extends Serializable {
    /** The field's value, or null for an empty field. */
    @Nullable Object of(T value) throws Exception;
  }

  /**
   * See {@link #column}.
   *
   * @param <T> records
   */
  public record Column<T>(String name, FieldFunction<T> value) implements Serializable {}
}
