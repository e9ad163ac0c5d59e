package org.tensair.connectors;

import java.io.IOException;
import org.tensair.api.Sink;
import org.tensair.api.SinkWriter;

/** See {@link JsonLines#sink}. */
record JsonLinesSink<T>(String file) implements Sink<T> {

  @Override
  public String name() {
    return new TextFile(file).shortName();
  }

  @Override
  public SinkWriter<T> open() throws IOException {
    return new Lines<>(new TextFile(file));
  }

  private static final class Lines<T> extends FileSinkWriter<T> {

    Lines(TextFile file) throws IOException {
      super(file);
    }

    @Override
    public void write(T value, long eventTime) throws IOException {
      JsonLines.MAPPER.writeValue(writer(), value);
      writer().write('\n');
    }
  }
}
