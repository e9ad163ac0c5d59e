package org.tensair.connectors;

import java.util.ArrayList;
import java.util.List;
import org.tensair.api.Source;
import org.tensair.api.SourceReader;

/** Reads a whole source as a runtime does. */
final class Reads {

  private Reads() {}

  /** A record with its event time. */
  record Timed<T>(T value, long time) {}

  static <T> List<Timed<T>> all(Source<T> source, int atOnce) throws Exception {
    List<Timed<T>> records = new ArrayList<>();
    try (SourceReader<T> reader = source.open(0)) {
      while (reader.read((value, time) -> records.add(new Timed<>(value, time)), atOnce)) {
        // Until the end.
      }
    }
    return records;
  }
}
