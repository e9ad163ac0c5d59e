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
   * Whether each worker may have a writer of its own. Otherwise one worker writes all records,
   * which keeps their order where all sources are bounded.
   */
  default boolean parallel() {
    return false;
  }

  /**
   * Whether its writers show records only once their snapshot is durable, and so each exactly once;
   * see {@link SinkWriter}. What such a sink has shown is not written again by a restore from an
   * older snapshot, which is refused.
   */
  default boolean transactional() {
    return false;
  }

  /**
   * Opens the sink for one worker of several.
   *
   * @param worker from 0 to {@code workers − 1}; always 0 unless the sink is {@link #parallel}
   */
  default SinkWriter<T> open(int worker, int workers) throws Exception {
    return open();
  }

  /**
   * Opens the sink for one worker.
   *
   * @throws Exception naming what could not be opened and why
   */
  SinkWriter<T> open() throws Exception;
}
