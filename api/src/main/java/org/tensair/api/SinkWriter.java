package org.tensair.api;

import java.io.IOException;

/**
 * Writes records in the order in which they come. Used by one thread at a time.
 *
 * @param <T> records
 */
public interface SinkWriter<T> extends AutoCloseable {

  /** Takes one record with its event time in milliseconds since the epoch. */
  void write(T record, long eventTime) throws Exception;

  /** Makes everything written so far durable; called when the stream has ended or is stopped. */
  default void flush() throws Exception {}

  @Override
  void close() throws IOException;
}
