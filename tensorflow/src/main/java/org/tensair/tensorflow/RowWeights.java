package org.tensair.tensorflow;

import java.util.List;
import org.tensair.api.DType;
import org.tensair.api.TensorSpec;
import org.tensair.api.spi.ModelException;

/** The weights of the rows, fed to the sample weight of every label. */
final class RowWeights implements AutoCloseable {

  private final String signature;
  private final int labels;
  private final InputTensor tensor =
      new InputTensor(new TensorSpec("weights", DType.FLOAT32, List.of(-1L)));

  RowWeights(String signature, int labels) {
    this.signature = signature;
    this.labels = labels;
  }

  /** Sets the inputs of {@code call} from {@code first} on; returns the index after the last. */
  int write(Call call, int first, float[] weights, int rows) {
    if (weights.length < rows) {
      throw new ModelException(
          "Signature "
              + signature
              + ", weights of the rows: found "
              + weights.length
              + ", required one for each of "
              + rows
              + " rows.");
    }
    long handle = tensor.write(weights, rows);
    for (int i = 0; i < labels; i++) {
      call.input(first + i, handle);
    }
    return first + labels;
  }

  @Override
  public void close() {
    tensor.close();
  }
}
