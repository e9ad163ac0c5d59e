package org.tensair.api;

import java.util.List;

/**
 * Name, element type and shape of a tensor.
 *
 * @param shape dimensions; −1 where the batch goes
 */
public record TensorSpec(String name, DType type, List<Long> shape) {

  public TensorSpec {
    shape = List.copyOf(shape);
  }

  /** Elements of one row: the product of all dimensions but the first. 1 for a scalar. */
  public int elementsPerRow() {
    long elements = 1;
    for (int i = 1; i < shape.size(); i++) {
      elements *= shape.get(i);
    }
    return Math.toIntExact(elements);
  }

  /** Elements of the whole tensor; the batch dimension, if any, counts as 1. */
  public long elements() {
    long elements = 1;
    for (long dimension : shape) {
      elements *= dimension < 0 ? 1 : dimension;
    }
    return elements;
  }

  /** Bytes of one row. */
  public int bytesPerRow() {
    return elementsPerRow() * type.bytes();
  }

  @Override
  public String toString() {
    return name + " " + type.label() + shape.toString().replace("-1", "?");
  }
}
