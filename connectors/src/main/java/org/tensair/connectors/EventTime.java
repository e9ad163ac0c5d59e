package org.tensair.connectors;

import java.io.Serializable;

/**
 * Says when what a record tells became known.
 *
 * @param <T> records
 */
@FunctionalInterface
public interface EventTime<T> extends Serializable {

  /** The event time in milliseconds since the epoch; ascending in a file. */
  long of(T value) throws Exception;
}
