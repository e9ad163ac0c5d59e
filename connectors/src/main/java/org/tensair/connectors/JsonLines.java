package org.tensair.connectors;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import org.tensair.api.Sink;
import org.tensair.api.Source;

/**
 * Files with one JSON object on each line. Fields that a record type does not have are skipped;
 * those it has as a primitive must be there.
 *
 * <pre>{@code
 * Source<Click> clicks = JsonLines.source(Path.of("clicks.jsonl"), Click.class, Click::time);
 * Sink<Click> copy = JsonLines.sink(Path.of("copy.jsonl.gz"));
 * }</pre>
 */
public final class JsonLines {

  static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          // Sinks flush when they are told to, not after each record.
          .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM)
          .build();

  private JsonLines() {}

  /**
   * A bounded source with one split over a file, which is opened when the pipeline runs. A missing
   * file stops it with an error that names the file; a malformed line is a dead letter.
   *
   * @param type of the records: a Java record, a class that Jackson can make, or Map
   * @param time gives a record's event time
   */
  public static <T> Source<T> source(Path file, Class<T> type, EventTime<T> time) {
    return new JsonLinesSource<>(file.toString(), type, time);
  }

  /** A sink that writes a file, replacing what was there, with one line for each record. */
  public static <T> Sink<T> sink(Path file) {
    return new FileSink<>(file.toString(), new JsonFormat<>());
  }

  /**
   * A sink that writes files into a directory of its own, and shows them only once they are final:
   * with snapshots, each record is shown exactly once. See {@link Csv#transactionalSink}.
   *
   * @param directory of this sink alone; made if it is missing
   */
  public static <T> Sink<T> transactionalSink(Path directory) {
    return new DirectorySink<>(directory.toString(), new JsonFormat<>());
  }
}
