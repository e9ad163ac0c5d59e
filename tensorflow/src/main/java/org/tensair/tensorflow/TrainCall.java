package org.tensair.tensorflow;

import java.util.ArrayList;
import java.util.List;
import org.tensair.api.DType;
import org.tensair.api.RowBlock;
import org.tensair.api.TensorSpec;
import org.tensair.api.spi.ModelCard;
import org.tensorflow.internal.c_api.global.tensorflow;

/**
 * Signature {@code train} or {@code train_updates}: a mini-batch in, and out what it changed, which
 * stays where TensorFlow put it. Losses of the rows are not fetched: {@code score} has told them.
 */
final class TrainCall implements AutoCloseable {

  private final BlockInputs features;
  private final BlockInputs labels;
  private final RowWeights weights;
  private final InputTensor factor = scalar(Contract.FACTOR);
  private final InputTensor meanStateScale = scalar(Contract.MEAN_STATE_SCALE);
  private final boolean hasMeanState;
  private final Frame frame;
  private final Call call;
  private final Native.Tensor tensor = new Native.Tensor();
  private final Native.Floats floats = new Native.Floats();
  private final Native.Bytes bytes = new Native.Bytes();

  TrainCall(Signatures signatures, ModelCard card, Frame frame) {
    String signature = Contract.train(card);
    this.frame = frame;
    features = new BlockInputs(signature, card.features());
    labels = new BlockInputs(signature, Contract.labels(card));
    weights = new RowWeights(signature, card.labels().size());
    hasMeanState = Contract.hasMeanState(card);
    List<String> in = new ArrayList<>(Signatures.names(card.features()));
    in.addAll(Signatures.names(Contract.labels(card)));
    in.addAll(Contract.sampleWeights(card));
    in.add(Contract.FACTOR);
    if (hasMeanState) {
      in.add(Contract.MEAN_STATE_SCALE);
    }
    List<String> out = new ArrayList<>(Signatures.names(frame.tensors()));
    out.add(Contract.REGULARIZATION_LOSS);
    out.add(Contract.FINITE);
    call = signatures.call(signature, in, out);
  }

  NativeUpdate run(
      RowBlock block,
      RowBlock labelled,
      float[] rowWeights,
      int rows,
      float rateFactor,
      float stateScale) {
    int next = features.write(call, 0, block, rows);
    next = labels.write(call, next, labelled, rows);
    next = weights.write(call, next, rowWeights, rows);
    call.input(next, factor.write(rateFactor));
    if (hasMeanState) {
      call.input(next + 1, meanStateScale.write(stateScale));
    }
    call.run();
    long[] handles = new long[frame.tensors().size()];
    for (int i = 0; i < handles.length; i++) {
      handles[i] = call.output(i);
    }
    tensor.at(call.output(handles.length));
    float loss = floats.at(tensorflow.TF_TensorData(tensor)).get();
    tensorflow.TF_DeleteTensor(tensor);
    tensor.at(call.output(handles.length + 1));
    boolean finite = bytes.at(tensorflow.TF_TensorData(tensor)).get() != 0;
    tensorflow.TF_DeleteTensor(tensor);
    return new NativeUpdate(frame, handles, finite, loss, rateFactor);
  }

  private static InputTensor scalar(String name) {
    return new InputTensor(new TensorSpec(name, DType.FLOAT32, List.of()));
  }

  @Override
  public void close() {
    features.close();
    labels.close();
    weights.close();
    factor.close();
    meanStateScale.close();
    call.close();
  }
}
