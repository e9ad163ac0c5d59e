package org.tensair.tensorflow;

import org.tensair.api.DType;
import org.tensorflow.internal.c_api.global.tensorflow;

/** TensorFlow's numbers for element types. */
final class TensorTypes {

  private TensorTypes() {}

  static int number(DType type) {
    return switch (type) {
      case FLOAT32 -> tensorflow.TF_FLOAT;
      case INT32 -> tensorflow.TF_INT32;
      case INT64 -> tensorflow.TF_INT64;
      case BOOL -> tensorflow.TF_BOOL;
    };
  }

  /** The name in cards of any TensorFlow type, also of those that cards may not use. */
  static String label(int number) {
    for (DType type : DType.values()) {
      if (number(type) == number) {
        return type.label();
      }
    }
    return "TensorFlow type " + number;
  }
}
