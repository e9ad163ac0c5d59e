package org.tensair.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensair.api.DType;
import org.tensair.api.TensorSpec;
import org.tensorflow.internal.c_api.global.tensorflow;

/** The call path on a graph that hands its input on. */
class CallTest {

  private static final TensorSpec VECTOR = new TensorSpec("x", DType.FLOAT32, List.of(-1L));

  @Test
  void anOutputThatSharesItsInputsMemoryStaysAsItWas() {
    TensorFlowLibrary.load();
    Path directory = Models.IDENTITY;
    SavedModelFile file = SavedModelFile.read(directory);
    try (NativeGraph graph = NativeGraph.load(directory, file.graph(), null);
        NativeSession session = new NativeSession(graph, SessionSettings.cpu());
        Call call =
            new Signatures(session, file.signatures())
                .call("identity", List.of("x"), List.of("y"));
        InputTensor input = new InputTensor(VECTOR)) {
      call.input(0, input.write(new float[] {1, 2, 3}, 3));
      call.run();
      long kept = call.output(0);
      call.input(0, input.write(new float[] {4, 5, 6}, 3));
      call.run();
      assertThat(values(kept)).containsExactly(1, 2, 3);
      assertThat(values(call.output(0))).containsExactly(4, 5, 6);
      tensorflow.TF_DeleteTensor(new Native.Tensor().at(kept));
      call.freeOutputs();
    }
  }

  @Test
  void memoryThatIsNotSharedIsWrittenAgain() {
    TensorFlowLibrary.load();
    try (InputTensor input = new InputTensor(VECTOR)) {
      long first = input.write(new float[] {1, 2}, 2);
      assertThat(input.write(new float[] {3, 4}, 2)).isEqualTo(first);
      assertThat(values(first)).containsExactly(3, 4);
    }
  }

  private static float[] values(long handle) {
    Native.Tensor tensor = new Native.Tensor().at(handle);
    float[] values = new float[(int) tensorflow.TF_TensorByteSize(tensor) / Float.BYTES];
    new Native.Floats().at(tensorflow.TF_TensorData(tensor)).get(values);
    return values;
  }
}
