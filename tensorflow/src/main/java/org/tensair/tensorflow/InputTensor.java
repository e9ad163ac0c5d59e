package org.tensair.tensorflow;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.LongPointer;
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
  private TF_Tensor handle;
  private ByteBuffer bytes;
  private FloatBuffer floats;
  private int rows;

  /**
   * @param spec where the first dimension is −1, each call gives the number of rows
   */
  InputTensor(TensorSpec spec) {
    type = TensorTypes.number(spec.type());
    bytesPerRow = spec.shape().isEmpty() ? spec.type().bytes() : spec.bytesPerRow();
    rank = spec.shape().size();
    dimensions = new LongPointer(Math.max(1L, rank));
    for (int i = 0; i < rank; i++) {
      dimensions.put(i, spec.shape().get(i));
    }
    rows = 1;
    allocate();
  }

  /** Copies the first {@code count} rows of {@code source}, and returns the tensor's handle. */
  long write(ByteBuffer source, int count) {
    prepare(count);
    bytes.put(0, source, 0, count * bytesPerRow);
    return handle.address();
  }

  /** Copies the first {@code count} values, each a row, and returns the tensor's handle. */
  long write(float[] values, int count) {
    prepare(count);
    floats.put(0, values, 0, count);
    return handle.address();
  }

  /** Sets a scalar, and returns the tensor's handle. */
  long write(float value) {
    prepare(1);
    floats.put(0, value);
    return handle.address();
  }

  /** Sets a scalar, and returns the tensor's handle. */
  long write(long value) {
    prepare(1);
    bytes.putLong(0, value);
    return handle.address();
  }

  private void prepare(int count) {
    if (count != rows || tensorflow.TF_TensorMaybeMove(handle) == null) {
      tensorflow.TF_DeleteTensor(handle);
      rows = count;
      allocate();
    }
  }

  private void allocate() {
    if (rank > 0) {
      dimensions.put(0, rows);
    }
    long size = (long) rows * bytesPerRow;
    handle = tensorflow.TF_AllocateTensor(type, dimensions, rank, size);
    bytes = tensorflow.TF_TensorData(handle).capacity(size).asByteBuffer();
    floats = bytes.asFloatBuffer();
  }

  @Override
  public void close() {
    tensorflow.TF_DeleteTensor(handle);
    dimensions.close();
  }
}
