package org.tensair.connectors;

import java.io.IOException;
import org.tensair.api.Sink;
import org.tensair.api.SinkWriter;

/**
 * Writes one file, which replaces what was there; a restored run goes on behind what its snapshot
 * knows of the file.
 */
record FileSink<T>(String file, LineFormat<T> format) implements Sink<T> {

  @Override
  public String name() {
    return new TextFile(file).shortName();
  }

  @Override
  public SinkWriter<T> open() throws IOException {
    return new FileSinkWriter<>(new TextFile(file), format);
  }
}
