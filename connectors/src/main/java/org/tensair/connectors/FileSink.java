package org.tensair.connectors;

import java.io.IOException;
import org.tensair.api.Sink;
import org.tensair.api.SinkWriter;

/** Writes one file, which replaces what was there. */
record FileSink<T>(String file, LineFormat<T> format) implements Sink<T> {

  @Override
  public String name() {
    return new TextFile(file).shortName();
  }

  @Override
  public SinkWriter<T> open() throws IOException {
    LineFile<T> lines = LineFile.replacing(new TextFile(file), format);
    return new SinkWriter<>() {
      @Override
      public void write(T record, long eventTime) throws Exception {
        lines.write(record);
      }

      @Override
      public void flush() throws IOException {
        lines.flush();
      }

      @Override
      public void close() throws IOException {
        lines.close();
      }
    };
  }
}
