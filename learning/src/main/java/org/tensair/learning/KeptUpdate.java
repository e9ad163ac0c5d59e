package org.tensair.learning;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.tensair.api.TensorSpec;
import org.tensair.api.spi.ModelUpdate;

/** An update from a snapshot, in memory that needs no counting. */
record KeptUpdate(ReplicaState.Update update) implements ModelUpdate {

  /** What a snapshot holds of an update, which must be finite; a copy. */
  static ReplicaState.Update copyOf(ModelUpdate update) {
    List<TensorSpec> specs = update.tensors();
    ReplicaState.Tensor[] tensors = new ReplicaState.Tensor[specs.size()];
    for (int i = 0; i < tensors.length; i++) {
      tensors[i] = new ReplicaState.Tensor(specs.get(i), VariableBytes.copyOf(update.tensor(i)));
    }
    return new ReplicaState.Update(update.factor(), List.of(tensors));
  }

  @Override
  public boolean finite() {
    return true;
  }

  @Override
  public double regularizationLoss() {
    return 0;
  }

  @Override
  public float factor() {
    return update.factor();
  }

  @Override
  public List<TensorSpec> tensors() {
    return update.tensors().stream().map(ReplicaState.Tensor::spec).toList();
  }

  @Override
  public ByteBuffer tensor(int index) {
    byte[] content = update.tensors().get(index).content();
    return ByteBuffer.wrap(content).asReadOnlyBuffer().order(ByteOrder.nativeOrder());
  }

  @Override
  public long bytes() {
    return update.tensors().stream().mapToLong(tensor -> tensor.content().length).sum();
  }

  @Override
  public void retain() {}

  @Override
  public void release() {}
}
