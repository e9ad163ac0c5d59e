package org.tensair.learning;

import org.tensair.api.RowBlock;
import org.tensair.api.TensorSpec;

/** A row of all tensors of a block, one after another, as a snapshot holds it. */
final class RowBytes {

  private RowBytes() {}

  /** A copy of a row. */
  static byte[] of(RowBlock block, int row) {
    byte[] bytes = new byte[width(block)];
    int at = 0;
    for (int i = 0; i < block.specs().size(); i++) {
      int length = block.specs().get(i).bytesPerRow();
      block.tensor(i).get(row * length, bytes, at, length);
      at += length;
    }
    return bytes;
  }

  /** Writes what {@link #of} gave into a row of a block with the same tensors. */
  static void put(byte[] bytes, RowBlock block, int row) {
    if (bytes.length != width(block)) {
      throw new IllegalArgumentException(
          "Snapshot: found a row of "
              + bytes.length
              + " bytes, required "
              + width(block)
              + " for the tensors "
              + block.specs()
              + "; start with the model that the snapshot was taken with, or without a snapshot.");
    }
    int at = 0;
    for (int i = 0; i < block.specs().size(); i++) {
      int length = block.specs().get(i).bytesPerRow();
      block.tensor(i).put(row * length, bytes, at, length);
      at += length;
    }
  }

  private static int width(RowBlock block) {
    return block.specs().stream().mapToInt(TensorSpec::bytesPerRow).sum();
  }
}
