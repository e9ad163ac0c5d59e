package org.tensair.tensorflow;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.tensair.api.TensorSpec;
import org.tensair.api.spi.ModelUpdate;

/** An update as it would come from another process: buffers, not TensorFlow's tensors. */
final class ReceivedUpdate implements ModelUpdate {

  private final List<TensorSpec> tensors;
  private final List<ByteBuffer> values = new ArrayList<>();
  private final float factor;

  ReceivedUpdate(ModelUpdate sent) {
    tensors = sent.tensors();
    factor = sent.factor();
    for (int i = 0; i < tensors.size(); i++) {
      ByteBuffer content = sent.tensor(i);
      values.add(ByteBuffer.allocate(content.remaining()).put(content).flip());
    }
  }

  ReceivedUpdate(List<TensorSpec> tensors) {
    this.tensors = tensors;
    factor = 1;
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
    return factor;
  }

  @Override
  public List<TensorSpec> tensors() {
    return tensors;
  }

  @Override
  public ByteBuffer tensor(int index) {
    return values.get(index);
  }

  @Override
  public long bytes() {
    return values.stream().mapToLong(ByteBuffer::remaining).sum();
  }

  @Override
  public void retain() {}

  @Override
  public void release() {}
}
