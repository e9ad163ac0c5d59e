package org.tensair.api;

/**
 * Turns a record into the features of one row. Used by one thread at a time.
 *
 * @param <T> records
 */
@FunctionalInterface
public interface Encoder<T> {

  /**
   * Writes every feature of the row that {@code features} stands at.
   *
   * @throws Exception if the record cannot be encoded
   */
  void encode(T value, Row features) throws Exception;
}
