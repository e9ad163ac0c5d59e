package org.tensair.connectors;

import java.io.IOException;
import java.io.Serializable;
import java.io.Writer;

/**
 * How records become lines of a file.
 *
 * @param <T> records
 */
interface LineFormat<T> extends Serializable {

  /** What names of files end in, with the dot. */
  String extension();

  /** Writes what stands before the first record of a file. */
  default void head(Writer out) throws IOException {}

  /** The records that are written to {@code out}. */
  Lines<T> lines(Writer out);

  /** The lines of one file. */
  @FunctionalInterface
  interface Lines<T> {
    /** Writes one record. */
    void write(T record) throws Exception;
  }
}
