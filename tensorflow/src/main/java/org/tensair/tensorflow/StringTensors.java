package org.tensair.tensorflow;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.tensorflow.internal.c_api.TF_TString;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.internal.c_api.global.tensorflow;

/** Scalar string tensors; freed when closed. */
final class StringTensors implements AutoCloseable {

  /** Size of a {@code TF_TString}. */
  private static final long STRING_BYTES = 24;

  private final TF_Tensor[] tensors;

  StringTensors(List<String> values) {
    tensors = new TF_Tensor[values.size()];
    for (int i = 0; i < tensors.length; i++) {
      byte[] utf8 = values.get(i).getBytes(StandardCharsets.UTF_8);
      tensors[i] = tensorflow.TF_AllocateTensor(tensorflow.TF_STRING, new long[0], 0, STRING_BYTES);
      try (BytePointer bytes = new BytePointer(utf8)) {
        TF_TString string = new TF_TString(tensorflow.TF_TensorData(tensors[i]));
        tensorflow.TF_StringInit(string);
        tensorflow.TF_StringCopy(string, bytes, utf8.length);
      }
    }
  }

  long address(int index) {
    return tensors[index].address();
  }

  @Override
  public void close() {
    for (TF_Tensor tensor : tensors) {
      // A tensor frees its own memory, but not what the strings in it have allocated.
      tensorflow.TF_StringDealloc(new TF_TString(tensorflow.TF_TensorData(tensor)));
      tensorflow.TF_DeleteTensor(tensor);
    }
  }
}
