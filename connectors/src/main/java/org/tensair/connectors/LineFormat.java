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

  /** Begins a file: writes what stands before the first record. */
  Lines<T> begin(Writer out) throws IOException;

  /** The lines of one file. */
  @FunctionalInterface
  interface Lines<T> {
    /** Writes one record. */
    void write(T record) throws Exception;
  }
}
