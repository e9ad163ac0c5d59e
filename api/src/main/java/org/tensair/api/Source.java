package org.tensair.api;

import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;

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

  /**
   * Opens one split for reading from a position, see {@link SourceReader#position}. Sources that
   * can find it faster than by reading up to it do so.
   */
  default SourceReader<T> open(int split, long position) throws Exception {
    SourceReader<T> reader = open(split);
    try {
      while (reader.position() < position) {
        long before = reader.position();
        try {
          if (!reader.read((record, time) -> {}, (int) Math.min(1_024, position - before))) {
            break;
          }
        } catch (BadRecordException readBefore) {
          // It was a dead letter the first time.
        }
      }
      if (reader.position() != position) {
        throw new IOException(
            name()
                + ", split "
                + split
                + ": found its end after "
                + reader.position()
                + " records, required at least "
                + position
                + " as in the snapshot. Give back the data that was there, or start anew.");
      }
      return reader;
    } catch (Throwable failure) {
      reader.close();
      throw failure;
    }
  }

  /**
   * Whether reading may block, or costs enough to need a thread beside the worker. Otherwise the
   * worker reads by itself, which is faster: generators, and what is in memory.
   */
  default boolean blocking() {
    return true;
  }

  /**
   * How far behind the newest record of its split a record may come in event time. The event time
   * of the pipeline stays so far behind, so that windows wait for such records.
   */
  default Duration disorder() {
    return Duration.ZERO;
  }
}
