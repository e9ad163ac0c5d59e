package org.tensair.api;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;

/**
 * Writes values of one class to a snapshot and reads them back, where the runtime cannot do it by
 * itself. It can for primitives, String, enums, {@code java.time}, records, arrays, {@code List}
 * and {@code Map} of these.
 *
 * <p>Stateless; may be used by several threads at once.
 *
 * @param <T> values
 */
public interface StateSerializer<T> extends Serializable {

  /** Writes {@code value}; what is written need not tell its own length. */
  void write(T value, DataOutput out) throws IOException;

  /** Reads what {@link #write} wrote, and no byte more. */
  T read(DataInput in) throws IOException;
}
