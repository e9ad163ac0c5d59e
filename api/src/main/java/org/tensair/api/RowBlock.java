package org.tensair.api;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.List;

/**
 * Rows of several tensors in memory that native code can read: for each tensor one direct buffer in
 * native byte order, row after row. Allocated once and used again; not thread-safe.
 */
public final class RowBlock implements Row {

  private final List<TensorSpec> specs;
  private final ByteBuffer[] tensors;
  private final FloatBuffer[] floats;
  private final IntBuffer[] ints;
  private final DType[] types;
  private final int[] bytesPerRow;
  private final int capacity;
  private int row;

  /**
   * @param specs tensors whose first dimension is the batch
   * @param capacity rows
   */
  public RowBlock(List<TensorSpec> specs, int capacity) {
    this.specs = List.copyOf(specs);
    this.capacity = capacity;
    this.tensors = new ByteBuffer[specs.size()];
    this.floats = new FloatBuffer[specs.size()];
    this.ints = new IntBuffer[specs.size()];
    this.types = new DType[specs.size()];
    this.bytesPerRow = new int[specs.size()];
    for (int i = 0; i < tensors.length; i++) {
      types[i] = specs.get(i).type();
      bytesPerRow[i] = specs.get(i).bytesPerRow();
      tensors[i] =
          ByteBuffer.allocateDirect(Math.multiplyExact(bytesPerRow[i], capacity))
              .order(ByteOrder.nativeOrder());
      floats[i] = tensors[i].asFloatBuffer();
      ints[i] = tensors[i].asIntBuffer();
    }
  }

  /** The tensors, in index order. */
  public List<TensorSpec> specs() {
    return specs;
  }

  /** How many rows fit. */
  public int capacity() {
    return capacity;
  }

  /** The whole memory of a tensor; position 0, limit = capacity. Do not change either. */
  public ByteBuffer tensor(int index) {
    return tensors[index];
  }

  /** Moves to row {@code index}, from 0 to {@code capacity − 1}, and returns this block. */
  public Row at(int index) {
    if (index < 0 || index >= capacity) {
      throw new IndexOutOfBoundsException(
          "Row block: found row " + index + ", required 0 to " + (capacity - 1) + ".");
    }
    row = index;
    return this;
  }

  /**
   * Copies row {@code from} of {@code source}, a block with the same tensors, to row {@code to}.
   */
  public void copyRow(RowBlock source, int from, int to) {
    for (int i = 0; i < tensors.length; i++) {
      int length = bytesPerRow[i];
      tensors[i].put(to * length, source.tensors[i], from * length, length);
    }
  }

  @Override
  public void putFloat(int tensor, int element, float value) {
    tensors[tensor].putFloat(offset(tensor, element, DType.FLOAT32), value);
  }

  @Override
  public void putInt(int tensor, int element, int value) {
    tensors[tensor].putInt(offset(tensor, element, DType.INT32), value);
  }

  @Override
  public void putLong(int tensor, int element, long value) {
    tensors[tensor].putLong(offset(tensor, element, DType.INT64), value);
  }

  @Override
  public void putFloats(int tensor, float[] values) {
    if (values.length > 0) {
      int last = offset(tensor, values.length - 1, DType.FLOAT32);
      floats[tensor].put(last / Float.BYTES - (values.length - 1), values);
    }
  }

  @Override
  public void putInts(int tensor, int[] values) {
    if (values.length > 0) {
      int last = offset(tensor, values.length - 1, DType.INT32);
      ints[tensor].put(last / Integer.BYTES - (values.length - 1), values);
    }
  }

  @Override
  public float getFloat(int tensor, int element) {
    return tensors[tensor].getFloat(offset(tensor, element, DType.FLOAT32));
  }

  @Override
  public int getInt(int tensor, int element) {
    return tensors[tensor].getInt(offset(tensor, element, DType.INT32));
  }

  private int offset(int tensor, int element, DType type) {
    int inRow = element * type.bytes();
    if (types[tensor] != type) {
      throw new IllegalArgumentException(
          "Tensor " + specs.get(tensor) + ": found access as " + type.label() + ".");
    }
    if (element < 0 || inRow >= bytesPerRow[tensor]) {
      throw new IndexOutOfBoundsException(
          "Tensor "
              + specs.get(tensor)
              + ": found element "
              + element
              + " of a row, required 0 to "
              + (specs.get(tensor).elementsPerRow() - 1)
              + ".");
    }
    return row * bytesPerRow[tensor] + inRow;
  }
}
