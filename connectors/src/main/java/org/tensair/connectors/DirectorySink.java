package org.tensair.connectors;

import java.io.IOException;
import java.nio.file.Path;
import org.tensair.api.Sink;
import org.tensair.api.SinkWriter;

/** See {@link Csv#transactionalSink}. */
record DirectorySink<T>(String directory, LineFormat<T> format) implements Sink<T> {

  @Override
  public String name() {
    return new TextFile(directory).shortName();
  }

  @Override
  public boolean parallel() {
    return true;
  }

  @Override
  public boolean transactional() {
    return true;
  }

  @Override
  public SinkWriter<T> open() throws IOException {
    return open(0, 1);
  }

  @Override
  public SinkWriter<T> open(int worker, int workers) throws IOException {
    return new TransactionWriter<>(new Transactions(Path.of(directory)), format, worker);
  }
}
