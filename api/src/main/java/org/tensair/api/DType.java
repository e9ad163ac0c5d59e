package org.tensair.api;

/** Element types of tensors. */
public enum DType {
  FLOAT32("float32", 4),
  INT32("int32", 4),
  INT64("int64", 8),
  BOOL("bool", 1);

  private final String label;
  private final int bytes;

  DType(String label, int bytes) {
    this.label = label;
    this.bytes = bytes;
  }

  /** The name in model cards, as in NumPy. */
  public String label() {
    return label;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /**
   * The type with this name.
   *
   * @throws IllegalArgumentException naming the known types
   */
  public static DType of(String label) {
    for (DType type : values()) {
      if (type.label.equals(label)) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "dtype: found \"" + label + "\", required one of float32, int32, int64, bool.");
  }
}
