package org.tensair.tensorflow;

import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;
import org.tensair.api.RowBlock;
import org.tensair.api.TensorSpec;
import org.tensair.api.spi.ModelException;

/**
 * Where the tensors of a block lie. Checked and looked up when the block is another one than at the
 * last call: callers use the same block again and again. Used by one thread at a time.
 */
final class BlockMemory {

  private final String signature;
  private final List<TensorSpec> required;
  private final BytePointer[] tensors;

  /** The block that was looked up last; held, so that its memory stays. */
  private @Nullable RowBlock block;

  /**
   * @param signature named in errors
   * @param required tensors of the block
   */
  BlockMemory(String signature, List<TensorSpec> required) {
    this.signature = signature;
    this.required = required;
    tensors = new BytePointer[required.size()];
  }

  /** Prepares {@link #tensor} for this block. */
  void use(RowBlock used, int rows) {
    if (used != block) {
      check(used.specs());
      for (int i = 0; i < tensors.length; i++) {
        tensors[i] = new BytePointer(used.tensor(i));
      }
      block = used;
    }
    checkRows(signature, used.capacity(), rows);
  }

  BytePointer tensor(int index) {
    return tensors[index];
  }

  private void check(List<TensorSpec> found) {
    for (int i = 0; i < required.size(); i++) {
      if (i >= found.size() || !found.get(i).equals(required.get(i))) {
        throw new ModelException(
            "Signature "
                + signature
                + ", tensor "
                + required.get(i).name()
                + ": found "
                + (i < found.size() ? found.get(i) : "nothing")
                + ", required "
                + required.get(i)
                + ". Make the block with the tensors of the model's card.");
      }
    }
    if (found.size() > required.size()) {
      throw new ModelException(
          "Signature "
              + signature
              + ", tensor "
              + found.get(required.size())
              + ": found it in the block, required no more than "
              + required
              + ".");
    }
  }

  static void checkRows(String signature, int capacity, int rows) {
    if (rows < 1 || rows > capacity) {
      throw new ModelException(
          "Signature "
              + signature
              + ": rows: found "
              + rows
              + ", required 1 to "
              + capacity
              + ", the capacity of what was given.");
    }
  }
}
