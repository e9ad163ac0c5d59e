package org.tensair.tensorflow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensair.api.DType;
import org.tensair.api.TensorSpec;
import org.tensair.api.spi.ModelException;
import org.tensair.api.spi.Variables;
import org.tensorflow.internal.c_api.global.tensorflow;

/**
 * Signatures {@code get_variables}, {@code set_variables} and {@code set_learning_rate_scale}.
 * Their calls are made when they are asked for: a job asks seldom, and preparing them takes time at
 * the start.
 */
final class VariableCalls {

  private static final String GET = "get_variables";
  private static final String SET = "set_variables";
  private static final String SET_SCALE = "set_learning_rate_scale";

  private final Signatures signatures;
  private final Card card;
  private final List<TensorSpec> specs;
  private final List<String> keys;

  VariableCalls(Signatures signatures, Card card) {
    this.signatures = signatures;
    this.card = card;
    specs = card.model().variables().stream().map(variable -> variable.tensor()).toList();
    keys = Signatures.names(Contract.variables(card.model()));
  }

  Variables get() {
    Native.Tensor tensor = new Native.Tensor();
    List<ByteBuffer> values = new ArrayList<>(specs.size());
    try (Call call = signatures.call(GET, List.of(), keys)) {
      call.run();
      for (int i = 0; i < specs.size(); i++) {
        long length = tensorflow.TF_TensorByteSize(tensor.at(call.output(i)));
        ByteBuffer copy =
            ByteBuffer.allocateDirect(Math.toIntExact(length)).order(ByteOrder.nativeOrder());
        copy.put(
            0, tensorflow.TF_TensorData(tensor).capacity(length).asByteBuffer(), 0, (int) length);
        values.add(copy);
      }
      call.freeOutputs();
    }
    return new Variables(specs, values);
  }

  void set(Variables variables) {
    check(variables.specs());
    try (Call call = signatures.call(SET, keys, List.of(Contract.APPLIED));
        TensorCopies copies = new TensorCopies(specs)) {
      for (int i = 0; i < specs.size(); i++) {
        call.input(i, copies.copy(i, SET, variables.values().get(i).duplicate().rewind()));
      }
      call.run();
      call.freeOutputs();
    }
  }

  private void check(List<TensorSpec> found) {
    for (int i = 0; i < Math.max(found.size(), specs.size()); i++) {
      String has = i < found.size() ? found.get(i).toString() : "nothing";
      String needs = i < specs.size() ? specs.get(i).toString() : "no more variables";
      if (!has.equals(needs)) {
        throw new ModelException(
            "Signature "
                + SET
                + ", variable "
                + i
                + ": found "
                + has
                + ", required "
                + needs
                + ". Variables are given in the order of the model's card.");
      }
    }
  }

  void setLearningRateScale(float scale) {
    TensorSpec spec = new TensorSpec(Contract.SCALE, DType.FLOAT32, List.of());
    ByteBuffer value = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.nativeOrder());
    value.putFloat(0, scale);
    try (Call call = signatures.call(SET_SCALE, List.of(spec.name()), List.of(Contract.APPLIED));
        TensorCopies copies = new TensorCopies(List.of(spec))) {
      call.input(0, copies.copy(0, SET_SCALE, value));
      call.run();
      call.freeOutputs();
    }
  }

  /**
   * Makes the variables of the replica of this rank differ from those of the others where the card
   * says so: seeds, else all replicas would draw the same dropout masks.
   */
  void offset(int rank) {
    if (rank == 0 || card.rankOffsets().stream().allMatch(Optional::isEmpty)) {
      return;
    }
    Variables variables = get();
    for (int i = 0; i < specs.size(); i++) {
      if (card.rankOffsets().get(i).isPresent()) {
        add(specs.get(i), variables.values().get(i), card.rankOffsets().get(i).get(), rank);
      }
    }
    set(variables);
  }

  private static void add(TensorSpec spec, ByteBuffer values, long[] offsets, int rank) {
    for (int i = 0; i < offsets.length; i++) {
      long offset = rank * offsets[i];
      switch (spec.type()) {
        case INT64 -> values.putLong(8 * i, values.getLong(8 * i) + offset);
        case INT32 -> values.putInt(4 * i, (int) (values.getInt(4 * i) + offset));
        case FLOAT32 -> values.putFloat(4 * i, values.getFloat(4 * i) + offset);
        case BOOL ->
            throw new ModelException(
                "Variable " + spec + ": found a rank_offset, required none for this type.");
      }
    }
  }
}
