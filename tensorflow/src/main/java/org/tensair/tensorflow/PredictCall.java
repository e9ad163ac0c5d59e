package org.tensair.tensorflow;

import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.tensair.api.RowBlock;
import org.tensair.api.TensorSpec;
import org.tensair.api.spi.ModelCard;
import org.tensair.api.spi.ModelException;
import org.tensorflow.internal.c_api.global.tensorflow;

/** Signature {@code predict}: features in, outputs copied out. */
final class PredictCall implements AutoCloseable {

  private static final String SIGNATURE = "predict";

  private final List<TensorSpec> outputSpecs;
  private final BlockInputs features;
  private final BlockMemory results;
  private final Call call;
  private final Native.Tensor tensor = new Native.Tensor();

  PredictCall(Signatures signatures, ModelCard card) {
    outputSpecs = card.outputs();
    features = new BlockInputs(SIGNATURE, card.features());
    results = new BlockMemory(SIGNATURE, card.outputs());
    call =
        signatures.call(
            SIGNATURE, Signatures.names(card.features()), Signatures.names(card.outputs()));
  }

  void run(RowBlock block, int rows, RowBlock outputs) {
    results.use(outputs, rows);
    features.write(call, 0, block, rows);
    call.run();
    try {
      for (int i = 0; i < outputSpecs.size(); i++) {
        copy(outputSpecs.get(i), tensor.at(call.output(i)), rows, results.tensor(i));
      }
    } finally {
      call.freeOutputs();
    }
  }

  private static void copy(TensorSpec spec, Native.Tensor from, int rows, Pointer to) {
    long length = (long) rows * spec.bytesPerRow();
    long found = tensorflow.TF_TensorByteSize(from);
    if (found != length) {
      throw new ModelException(
          "Signature predict, output "
              + spec
              + ": found "
              + found
              + " bytes, required "
              + length
              + ", one row for each of the "
              + rows
              + " rows that went in.");
    }
    Pointer.memcpy(to, tensorflow.TF_TensorData(from), length);
  }

  @Override
  public void close() {
    features.close();
    call.close();
  }
}
