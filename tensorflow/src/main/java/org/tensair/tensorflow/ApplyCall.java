package org.tensair.tensorflow;

import java.util.ArrayList;
import java.util.List;
import org.tensair.api.DType;
import org.tensair.api.TensorSpec;
import org.tensair.api.spi.ModelCard;
import org.tensair.api.spi.ModelException;
import org.tensair.api.spi.ModelUpdate;

/** Signature {@code apply} or {@code apply_updates}: what another replica changed, in. */
final class ApplyCall implements AutoCloseable {

  private final String signature;
  private final boolean takesFactor;
  private final Frame frame;
  private final InputTensor count =
      new InputTensor(new TensorSpec(Contract.COUNT, DType.INT64, List.of()));
  private final InputTensor factor =
      new InputTensor(new TensorSpec(Contract.FACTOR, DType.FLOAT32, List.of()));
  private final Call call;

  ApplyCall(Signatures signatures, ModelCard card, Frame frame) {
    this.frame = frame;
    signature = Contract.apply(card);
    takesFactor = card.payload() == ModelCard.Payload.GRADIENTS;
    List<String> in = new ArrayList<>(Signatures.names(frame.tensors()));
    in.add(Contract.COUNT);
    if (takesFactor) {
      in.add(Contract.FACTOR);
    }
    call = signatures.call(signature, in, List.of(Contract.APPLIED));
  }

  void run(ModelUpdate update, long miniBatches) {
    if (!update.finite()) {
      throw new ModelException(
          "Signature "
              + signature
              + ": found an update that is not finite, required a finite one: it must not be sent.");
    }
    int tensors = frame.tensors().size();
    call.input(tensors, count.write(miniBatches));
    if (takesFactor) {
      call.input(tensors + 1, factor.write(update.factor()));
    }
    if (update instanceof NativeUpdate made) {
      if (!made.frame().equals(frame)) {
        frame.check(signature, made.tensors());
      }
      for (int i = 0; i < tensors; i++) {
        call.input(i, made.handle(i));
      }
      run();
    } else {
      List<TensorSpec> specs = update.tensors();
      frame.check(signature, specs);
      try (TensorCopies copies = new TensorCopies(specs)) {
        for (int i = 0; i < tensors; i++) {
          call.input(i, copies.copy(i, signature, update.tensor(i)));
        }
        run();
      }
    }
  }

  private void run() {
    call.run();
    call.freeOutputs();
  }

  @Override
  public void close() {
    count.close();
    factor.close();
    call.close();
  }
}
