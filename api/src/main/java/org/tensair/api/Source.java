package org.tensair.api;

import java.io.Serializable;

/**
 * A replayable stream of records with event times, read in one or more splits.
 *
 * <p>A source is a description and may be shipped to other processes; {@link #open} does the work.
 *
 * @param <T> records
 */
public interface Source<T> extends Serializable {

  /** A name for plans, metrics and error messages, such as {@code flights.csv.gz}. */
  String name();

  /** The type of the records. */
  Type<T> type();

  /** Whether the source ends. Bounded sources are replayed aligned in event time. */
  boolean bounded();

  /** How many splits may be read independently of each other, at least 1. */
  default int splits() {
    return 1;
  }

  /**
   * Opens one split for reading from its start.
   *
   * @param split from 0 to {@code splits() − 1}
   * @throws Exception naming what could not be opened and why
   */
  SourceReader<T> open(int split) throws Exception;
}
