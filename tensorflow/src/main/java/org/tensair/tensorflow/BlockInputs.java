package org.tensair.tensorflow;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensair.api.RowBlock;
import org.tensair.api.TensorSpec;
import org.tensair.api.spi.ModelException;

/** Copies a block's rows into a call's inputs. */
final class BlockInputs implements AutoCloseable {

  private final String signature;
  private final List<TensorSpec> required;
  private final InputTensor[] tensors;

  /** The tensors of the block that was checked last: callers use the same block again and again. */
  private @Nullable List<TensorSpec> checked;

  BlockInputs(String signature, List<TensorSpec> required) {
    this.signature = signature;
    this.required = required;
    tensors = required.stream().map(InputTensor::new).toArray(InputTensor[]::new);
  }

  /** Sets the inputs of {@code call} from {@code first} on; returns the index after the last. */
  int write(Call call, int first, RowBlock block, int rows) {
    if (block.specs() != checked) {
      check(signature, required, block);
      checked = block.specs();
    }
    checkRows(signature, block.capacity(), rows);
    for (int i = 0; i < tensors.length; i++) {
      call.input(first + i, tensors[i].write(block.tensor(i), rows));
    }
    return first + tensors.length;
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

  static void check(String signature, List<TensorSpec> required, RowBlock block) {
    List<TensorSpec> found = block.specs();
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

  @Override
  public void close() {
    for (InputTensor tensor : tensors) {
      tensor.close();
    }
  }
}
