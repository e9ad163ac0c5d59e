package org.tensair.tensorflow;

import java.util.ArrayList;
import java.util.List;
import org.tensair.api.RowBlock;
import org.tensair.api.spi.ModelCard;
import org.tensair.api.spi.ModelException;
import org.tensair.api.spi.Score;
import org.tensorflow.internal.c_api.global.tensorflow;

/** Signature {@code score}: predictions and labels in, losses and metrics copied out. */
final class ScoreCall implements AutoCloseable {

  private static final String SIGNATURE = "score";

  private final BlockInputs outputs;
  private final BlockInputs labels;
  private final RowWeights weights;
  private final int metrics;
  private final List<String> names;
  private final Call call;
  private final Native.Tensor tensor = new Native.Tensor();
  private final Native.Floats floats = new Native.Floats();

  ScoreCall(Signatures signatures, ModelCard card) {
    outputs = new BlockInputs(SIGNATURE, card.outputs());
    labels = new BlockInputs(SIGNATURE, Contract.labels(card));
    weights = new RowWeights(SIGNATURE, card.labels().size());
    metrics = card.metrics().size();
    List<String> in = new ArrayList<>(Signatures.names(card.outputs()));
    in.addAll(Signatures.names(Contract.labels(card)));
    in.addAll(Contract.sampleWeights(card));
    List<String> out = new ArrayList<>(List.of(Contract.EXAMPLE_LOSS));
    for (ModelCard.Metric metric : card.metrics()) {
      out.add(metric.sum());
      out.add(metric.count());
    }
    names = List.copyOf(out);
    call = signatures.call(SIGNATURE, in, names);
  }

  void run(RowBlock predicted, RowBlock labelled, float[] rowWeights, int rows, Score score) {
    BlockMemory.checkRows(SIGNATURE, score.losses().length, rows);
    int next = outputs.write(call, 0, predicted, rows);
    next = labels.write(call, next, labelled, rows);
    weights.write(call, next, rowWeights, rows);
    call.run();
    try {
      read(0, rows).get(score.losses(), 0, rows);
      for (int i = 0; i < metrics; i++) {
        score.metricSums()[i] = read(1 + 2 * i, 1).get();
        score.metricCounts()[i] = read(2 + 2 * i, 1).get();
      }
    } finally {
      call.freeOutputs();
    }
  }

  private Native.Floats read(int output, int count) {
    tensor.at(call.output(output));
    long found = tensorflow.TF_TensorByteSize(tensor);
    if (found != (long) count * Float.BYTES) {
      throw new ModelException(
          "Signature score, output "
              + names.get(output)
              + ": found "
              + found
              + " bytes, required "
              + count
              + " float32.");
    }
    return floats.at(tensorflow.TF_TensorData(tensor));
  }

  @Override
  public void close() {
    outputs.close();
    labels.close();
    weights.close();
    call.close();
  }
}
