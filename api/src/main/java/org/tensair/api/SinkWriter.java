package org.tensair.api;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes records in the order in which they come. Used by one thread at a time.
 *
 * <p>With snapshots, a sink that only writes gives each record at least once: after a failure, what
 * followed the last snapshot is written again. A transactional one ({@link Sink#transactional})
 * shows each record exactly once:
 *
 * <pre>
 * write … write  prepare(1)  write … write  prepare(2)  write …
 * └─ transaction 1 ─┘ │     └─ transaction 2 ─┘
 *                     └─ snapshot 1 durable: commit(1)
 * after a failure: recover(what the restored snapshot has prepared), then write
 * </pre>
 *
 * @param <T> records
 */
public interface SinkWriter<T> extends AutoCloseable {

  /** From here on, what {@link #prepare} is given is not a snapshot's number, but a run's end. */
  long END = Long.MAX_VALUE - 1;

  /** Takes one record with its event time in milliseconds since the epoch. */
  void write(T record, long eventTime) throws Exception;

  /** Makes everything written so far durable; called when the stream has ended or is stopped. */
  default void flush() throws Exception {}

  /**
   * Ends a transaction: makes what was written since the last call durable, so that it can still be
   * committed after a failure, without showing it yet.
   *
   * @param snapshot its number, from 1; or {@link #END} or more
   * @return what {@link #commit} needs, of a type that snapshots can write; null for nothing
   */
  default @Nullable Object prepare(long snapshot) throws Exception {
    flush();
    return null;
  }

  /** Shows what was prepared: its snapshot is durable. May come again after a failure. */
  default void commit(Object prepared) throws Exception {}

  /**
   * Commits what the restored snapshot had prepared, whichever workers did, and removes everything
   * that was written but is not in it. Called before the first {@link #write} of a run with
   * snapshots, by one of the workers; with an empty list if nothing was restored.
   */
  default void recover(List<Object> prepared) throws Exception {}

  @Override
  void close() throws IOException;
}
