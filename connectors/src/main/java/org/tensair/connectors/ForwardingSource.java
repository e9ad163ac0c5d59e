package org.tensair.connectors;

import java.io.IOException;
import java.time.Duration;
import org.tensair.api.Source;
import org.tensair.api.SourceReader;
import org.tensair.api.Type;

/** Another source under the same name, with readers that do something more. */
abstract class ForwardingSource<T> implements Source<T> {

  private final Source<T> source;

  ForwardingSource(Source<T> source) {
    this.source = source;
  }

  /** What to read from instead of {@code reader}, which has just been opened. */
  abstract SourceReader<T> around(SourceReader<T> reader);

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public Type<T> type() {
    return source.type();
  }

  @Override
  public boolean bounded() {
    return source.bounded();
  }

  @Override
  public int splits() {
    return source.splits();
  }

  @Override
  public boolean blocking() {
    return source.blocking();
  }

  @Override
  public Duration disorder() {
    return source.disorder();
  }

  @Override
  public SourceReader<T> open(int split) throws Exception {
    return around(source.open(split));
  }

  @Override
  public SourceReader<T> open(int split, long position) throws Exception {
    return around(source.open(split, position));
  }

  /** Position and end of another reader. */
  abstract static class Reader<T> implements SourceReader<T> {

    private final SourceReader<T> reader;

    Reader(SourceReader<T> reader) {
      this.reader = reader;
    }

    @Override
    public boolean read(Output<T> out, int max) throws Exception {
      return reader.read(out, max);
    }

    @Override
    public long position() {
      return reader.position();
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
