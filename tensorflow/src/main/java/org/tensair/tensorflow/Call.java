package org.tensair.tensorflow;

import java.nio.LongBuffer;
import java.util.List;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.tensair.api.spi.ModelException;
import org.tensorflow.internal.c_api.TF_Operation;
import org.tensorflow.internal.c_api.TF_Output;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.internal.c_api.global.tensorflow;

/**
 * A prepared run of a session: all handles are looked up once, and the arrays that TensorFlow reads
 * and writes are used again, so that a call costs what {@code TF_SessionRun} costs. Used by one
 * thread at a time.
 */
final class Call implements AutoCloseable {

  private final NativeSession session;
  private final String signature;
  private final int inputCount;
  private final int outputCount;
  private final int targetCount;
  private final TF_Output inputs;
  private final TF_Output outputs;
  private final LongPointer addresses;
  private final PointerPointer<TF_Tensor> inputArray;
  private final PointerPointer<TF_Tensor> outputArray;
  private final PointerPointer<TF_Operation> targetArray;

  /** The same memory as the two arrays, read and written without a call into native code. */
  private final LongBuffer slots;

  private final Native.Tensor tensor = new Native.Tensor();

  /**
   * @param signature named in errors
   * @param inputs names of tensors to feed
   * @param outputs names of tensors to fetch
   * @param targets names of operations to run beside
   */
  Call(
      NativeSession session,
      String signature,
      List<String> inputs,
      List<String> outputs,
      List<String> targets) {
    this.session = session;
    this.signature = signature;
    inputCount = inputs.size();
    outputCount = outputs.size();
    targetCount = targets.size();
    this.inputs = session.graph().outputs(inputs, inputCount);
    this.outputs = session.graph().outputs(outputs, outputCount);
    addresses = new LongPointer(inputCount + outputCount + 1L);
    slots = addresses.asByteBuffer().asLongBuffer();
    inputArray = new PointerPointer<>(addresses);
    outputArray = new PointerPointer<>(addresses.getPointer(inputCount));
    targetArray = new PointerPointer<>(targetCount + 1L);
    for (int i = 0; i < targetCount; i++) {
      targetArray.put(i, session.graph().operation(targets.get(i)));
    }
  }

  /** Sets input {@code index} to a tensor, which stays the caller's. */
  void input(int index, long handle) {
    slots.put(index, handle);
  }

  /**
   * Runs it with the inputs set last. Afterwards the outputs are the caller's, who frees each, or
   * calls {@link #freeOutputs}.
   *
   * @throws ModelException with TensorFlow's message; then there are no outputs
   */
  void run() {
    tensorflow.TF_SessionRun(
        session.handle(),
        null,
        inputs,
        inputArray,
        inputCount,
        outputs,
        outputArray,
        outputCount,
        targetArray,
        targetCount,
        null,
        session.status());
    if (tensorflow.TF_GetCode(session.status()) != tensorflow.TF_OK) {
      throw new ModelException(
          "Signature " + signature + " failed: " + Native.failure(session.status()));
    }
  }

  /** Handle of output {@code index}. */
  long output(int index) {
    return slots.get(inputCount + index);
  }

  /** Frees all outputs. */
  void freeOutputs() {
    for (int i = 0; i < outputCount; i++) {
      tensorflow.TF_DeleteTensor(tensor.at(output(i)));
    }
  }

  @Override
  public void close() {
    inputs.close();
    outputs.close();
    addresses.close();
    targetArray.close();
  }
}
