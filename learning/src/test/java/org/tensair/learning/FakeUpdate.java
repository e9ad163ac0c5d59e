package org.tensair.learning;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.tensair.api.DType;
import org.tensair.api.TensorSpec;
import org.tensair.api.spi.ModelUpdate;

/** Weight differences in plain Java, which notices a reference too few or too many. */
final class FakeUpdate implements ModelUpdate {

  final int[] indices;
  final float[] values;
  private final boolean finite;
  private final AtomicInteger references = new AtomicInteger(1);
  private final AtomicLong live;

  /**
   * @param live counts updates that were not freed
   */
  FakeUpdate(int[] indices, float[] values, boolean finite, AtomicLong live) {
    this.indices = indices;
    this.values = values;
    this.finite = finite;
    this.live = live;
    live.incrementAndGet();
  }

  @Override
  public boolean finite() {
    return finite;
  }

  @Override
  public double regularizationLoss() {
    return 0;
  }

  @Override
  public List<TensorSpec> tensors() {
    return List.of(
        new TensorSpec("update_0_indices", DType.INT32, List.of((long) values.length)),
        new TensorSpec("update_0_values", DType.FLOAT32, List.of((long) values.length)));
  }

  @Override
  public ByteBuffer tensor(int index) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.nativeOrder());
    if (index == 0) {
      buffer.asIntBuffer().put(indices);
    } else {
      buffer.asFloatBuffer().put(values);
    }
    return buffer.asReadOnlyBuffer().order(ByteOrder.nativeOrder());
  }

  @Override
  public long bytes() {
    return 4L * values.length;
  }

  @Override
  public void retain() {
    if (references.getAndIncrement() <= 0) {
      throw new IllegalStateException("retained after it was freed");
    }
  }

  @Override
  public void release() {
    int left = references.decrementAndGet();
    if (left < 0) {
      throw new IllegalStateException("released once too often");
    }
    if (left == 0) {
      live.decrementAndGet();
    }
  }

  void requireAlive() {
    if (references.get() <= 0) {
      throw new IllegalStateException("used after it was freed");
    }
  }
}
