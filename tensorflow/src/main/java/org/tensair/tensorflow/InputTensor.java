package org.tensair.tensorflow;

import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.tensair.api.TensorSpec;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.internal.c_api.global.tensorflow;

/**
 * A native tensor that is written again for each call, as long as the number of rows stays the
 * same.
 *
 * <p>That is safe although TensorFlow shares the memory of what it is fed: a graph may hand an
 * input on as an output, or keep it as the value of a variable. Before it is written again,
 * TensorFlow is asked whether ours is the only reference to the memory ({@code
 * TF_TensorMaybeMove}); if it is not, ours is given back and the tensor gets new memory.
 */
final class InputTensor implements AutoCloseable {

  private final int type;
  private final int bytesPerRow;
  private final LongPointer dimensions;
  private final int rank;
  private final Native.Floats floats = new Native.Floats();
  private TF_Tensor handle;
  private Pointer memory;
  private int rows = 1;

  /**
   * @param spec where the first dimension is −1, each call gives the number of rows
   */
  InputTensor(TensorSpec spec) {
    type = TensorTypes.number(spec.type());
    bytesPerRow = spec.bytesPerRow();
    rank = spec.shape().size();
    dimensions = new LongPointer(Math.max(1L, rank));
    for (int i = 0; i < rank; i++) {
      dimensions.put(i, spec.shape().get(i));
    }
    handle = allocate();
    memory = tensorflow.TF_TensorData(handle);
  }

  /** Copies the first {@code count} rows of {@code source}, and returns the tensor's handle. */
  long write(Pointer source, int count) {
    prepare(count);
    Pointer.memcpy(memory, source, (long) count * bytesPerRow);
    return handle.address();
  }

  /** Copies the first {@code count} values, each a row, and returns the tensor's handle. */
  long write(float[] values, int count) {
    prepare(count);
    floats.at(memory).put(values, 0, count);
    return handle.address();
  }

  /** Sets a scalar, and returns the tensor's handle. */
  long write(float value) {
    prepare(1);
    floats.at(memory).put(value);
    return handle.address();
  }

  /** Sets a scalar, and returns the tensor's handle. */
  long write(long value) {
    prepare(1);
    new LongPointer(memory).put(value);
    return handle.address();
  }

  private void prepare(int count) {
    if (count != rows || tensorflow.TF_TensorMaybeMove(handle) == null) {
      tensorflow.TF_DeleteTensor(handle);
      rows = count;
      handle = allocate();
      memory = tensorflow.TF_TensorData(handle);
    }
  }

  private TF_Tensor allocate() {
    if (rank > 0) {
      dimensions.put(0, rows);
    }
    return tensorflow.TF_AllocateTensor(type, dimensions, rank, (long) rows * bytesPerRow);
  }

  @Override
  public void close() {
    tensorflow.TF_DeleteTensor(handle);
    dimensions.close();
  }
}
