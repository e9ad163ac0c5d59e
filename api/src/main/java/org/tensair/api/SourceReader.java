package org.tensair.api;

import java.io.IOException;

/**
 * Reads one split in order. Used by one thread at a time.
 *
 * @param <T> records
 */
public interface SourceReader<T> extends AutoCloseable {

  /**
   * Gives {@code out} up to {@code max} records, at least one unless the split has ended or nothing
   * is available now. May block for a bounded source; must return within about 10 ms for an
   * unbounded one.
   *
   * @return false when the split has ended and no record will follow
   * @throws BadRecordException naming the place and the fault of a record that cannot be read; the
   *     next call goes on after it
   * @throws Exception naming the source, the position and the fault, if reading cannot go on
   */
  boolean read(Output<T> out, int max) throws Exception;

  /** How many records have been read so far, bad ones included; the position to resume from. */
  long position();

  @Override
  void close() throws IOException;

  /** Where records go. */
  @FunctionalInterface
  interface Output<T> {
    /**
     * Takes one record.
     *
     * @param eventTime milliseconds since the epoch; bounded sources give them in ascending order
     */
    void emit(T record, long eventTime);
  }
}
