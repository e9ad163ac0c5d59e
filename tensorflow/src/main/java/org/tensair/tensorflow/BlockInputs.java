package org.tensair.tensorflow;

import java.util.List;
import org.tensair.api.RowBlock;
import org.tensair.api.TensorSpec;

/** Copies a block's rows into a call's inputs. */
final class BlockInputs implements AutoCloseable {

  private final BlockMemory memory;
  private final InputTensor[] tensors;

  BlockInputs(String signature, List<TensorSpec> required) {
    memory = new BlockMemory(signature, required);
    tensors = required.stream().map(InputTensor::new).toArray(InputTensor[]::new);
  }

  /** Sets the inputs of {@code call} from {@code first} on; returns the index after the last. */
  int write(Call call, int first, RowBlock block, int rows) {
    memory.use(block, rows);
    for (int i = 0; i < tensors.length; i++) {
      call.input(first + i, tensors[i].write(memory.tensor(i), rows));
    }
    return first + tensors.length;
  }

  @Override
  public void close() {
    for (InputTensor tensor : tensors) {
      tensor.close();
    }
  }
}
