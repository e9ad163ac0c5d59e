package org.tensair.api;

import java.io.Serializable;

/**
 * Takes the records at the end of a stream.
 *
 * @param <T> records
 */
public interface Sink<T> extends Serializable {

  /** A name for plans, metrics and error messages. */
  String name();

  /**
   * Opens the sink for one worker.
   *
   * @throws Exception naming what could not be opened and why
   */
  SinkWriter<T> open() throws Exception;
}
