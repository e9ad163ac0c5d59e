package org.tensair.api;

/**
 * One row of a {@link RowBlock}, for writing and reading. Used by one thread at a time; stands at
 * another row when its owner moves it.
 */
public interface Row {

  /** Sets one element of a float32 tensor. */
  void putFloat(int tensor, int element, float value);

  /** Sets one element of an int32 tensor. */
  void putInt(int tensor, int element, int value);

  /** Sets one element of an int64 tensor. */
  void putLong(int tensor, int element, long value);

  /**
   * Sets the first elements of a float32 tensor; the others keep what they held.
   *
   * @throws IndexOutOfBoundsException if there are more values than elements
   */
  void putFloats(int tensor, float[] values);

  /**
   * Sets the first elements of an int32 tensor; the others keep what they held.
   *
   * @throws IndexOutOfBoundsException if there are more values than elements
   */
  void putInts(int tensor, int[] values);

  /** One element of a float32 tensor. */
  float getFloat(int tensor, int element);

  /** One element of an int32 tensor. */
  int getInt(int tensor, int element);
}
