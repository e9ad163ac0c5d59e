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
   * file, an unknown column, or quotes that do not fit stop it with an error that names the file,
   * the line and the column. A malformed field, a row of another length, or a function that fails
   * makes its row a dead letter.
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
    return new FileSink<>(file.toString(), new CsvFormat<>(List.of(columns)));
  }

  /**
   * A sink that writes files into a directory of its own, each with a header, and shows them only
   * once they are final: with snapshots, each record is shown exactly once, whatever fails.
   *
   * <pre>
   * DIR/part-000000012-3-5f3a90c1.csv      of snapshot 12, written by worker 3
   * DIR/.part-…                            not shown yet; leave these alone
   * </pre>
   *
   * <p>Files come with snapshots and at the end of the run; a snapshot without records gives none.
   * Without snapshots, all come at the end. Each worker writes its own, so there is no order among
   * the records of several. Files that are shown may be moved away; a run that starts anew, not
   * from a snapshot, leaves those of earlier runs.
   *
   * @param directory of this sink alone; made if it is missing
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // List.of copies the array.
  public static <T> Sink<T> transactionalSink(Path directory, Column<T>... columns) {
    return new DirectorySink<>(directory.toString(), new CsvFormat<>(List.of(columns)));
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
