package org.tensair.tensorflow;

import java.nio.ByteBuffer;
import java.util.List;
import org.tensair.api.TensorSpec;
import org.tensair.api.spi.ModelException;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.internal.c_api.global.tensorflow;

/**
 * New tensors with copies of buffers, for calls off the data path. They are not written again,
 * because a variable that is set keeps the very memory.
 */
final class TensorCopies implements AutoCloseable {

  private final List<TensorSpec> specs;
  private final TF_Tensor[] tensors;

  TensorCopies(List<TensorSpec> specs) {
    this.specs = specs;
    tensors = new TF_Tensor[specs.size()];
    for (int i = 0; i < tensors.length; i++) {
      TensorSpec spec = specs.get(i);
      long[] shape = spec.shape().stream().mapToLong(Long::longValue).toArray();
      tensors[i] =
          tensorflow.TF_AllocateTensor(
              TensorTypes.number(spec.type()),
              shape,
              shape.length,
              spec.elements() * spec.type().bytes());
    }
  }

  /** Copies what remains of {@code values} into tensor {@code index}; returns its handle. */
  long copy(int index, String signature, ByteBuffer values) {
    TensorSpec spec = specs.get(index);
    long length = spec.elements() * spec.type().bytes();
    if (values.remaining() != length) {
      throw new ModelException(
          "Signature "
              + signature
              + ", tensor "
              + spec
              + ": found "
              + values.remaining()
              + " bytes, required "
              + length
              + ".");
    }
    if (length > 0) {
      tensorflow.TF_TensorData(tensors[index])
          .capacity(length)
          .asByteBuffer()
          .put(values.duplicate());
    }
    return tensors[index].address();
  }

  @Override
  public void close() {
    for (TF_Tensor tensor : tensors) {
      tensorflow.TF_DeleteTensor(tensor);
    }
  }
}
