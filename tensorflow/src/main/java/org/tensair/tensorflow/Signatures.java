package org.tensair.tensorflow;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensair.api.TensorSpec;

/** Makes the calls of one session; the model was checked, so every tensor asked for is there. */
record Signatures(NativeSession session, Map<String, SavedModelFile.Signature> byName) {

  /** A call that is fed {@code inputs} and fetches {@code outputs}, in these orders. */
  Call call(String signature, List<String> inputs, List<String> outputs) {
    SavedModelFile.Signature tensors = Objects.requireNonNull(byName.get(signature));
    return new Call(
        session,
        signature,
        inputs.stream().map(key -> tensorName(tensors.inputs(), key)).toList(),
        outputs.stream().map(key -> tensorName(tensors.outputs(), key)).toList(),
        List.of());
  }

  static List<String> names(List<TensorSpec> tensors) {
    return tensors.stream().map(TensorSpec::name).toList();
  }

  private static String tensorName(Map<String, SavedModelFile.Tensor> tensors, String key) {
    return Objects.requireNonNull(tensors.get(key)).name();
  }
}
