package org.tensair.tensorflow;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.internal.c_api.global.tensorflow;

/**
 * Pointers that are moved from address to address, so that calls make no objects that the garbage
 * collector must track. They own nothing; each is used by one thread.
 */
final class Native {

  private Native() {}

  /** A tensor's handle. */
  static final class Tensor extends TF_Tensor {
    Tensor at(long handle) {
      address = handle;
      return this;
    }
  }

  /** Memory read as floats. */
  static final class Floats extends FloatPointer {
    Floats() {
      super((Pointer) null);
    }

    Floats at(Pointer memory) {
      address = memory.address();
      return this;
    }
  }

  /** Memory read as bytes. */
  static final class Bytes extends BytePointer {
    Bytes() {
      super((Pointer) null);
    }

    Bytes at(Pointer memory) {
      address = memory.address();
      return this;
    }
  }

  /**
   * TensorFlow's message, without the lines that trace through its graph, or null if the status is
   * good.
   */
  static @Nullable String failure(TF_Status status) {
    if (tensorflow.TF_GetCode(status) == tensorflow.TF_OK) {
      return null;
    }
    return tensorflow.TF_Message(status).getString().lines().findFirst().orElse("no message");
  }
}
