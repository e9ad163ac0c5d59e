package org.tensair.tensorflow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.tensair.api.TensorSpec;
import org.tensair.api.spi.ModelUpdate;
import org.tensorflow.internal.c_api.global.tensorflow;

/**
 * An update in the memory where TensorFlow put it: another replica of this process applies the very
 * tensors. Owns them; any thread may hold, read and release it.
 */
final class NativeUpdate implements ModelUpdate {

  private static final AtomicInteger IN_USE = new AtomicInteger();

  private final Frame frame;
  private final long[] handles;
  private final boolean finite;
  private final double regularizationLoss;
  private final float factor;
  private final AtomicInteger references = new AtomicInteger(1);

  /**
   * @param handles tensors in exchange order, which are now this object's
   */
  NativeUpdate(
      Frame frame, long[] handles, boolean finite, double regularizationLoss, float factor) {
    this.frame = frame;
    this.handles = handles;
    this.finite = finite;
    this.regularizationLoss = regularizationLoss;
    this.factor = factor;
    IN_USE.incrementAndGet();
  }

  static int inUse() {
    return IN_USE.get();
  }

  Frame frame() {
    return frame;
  }

  /** Handle of a tensor; valid while a reference is held. */
  long handle(int index) {
    checkHeld();
    return handles[index];
  }

  @Override
  public boolean finite() {
    return finite;
  }

  @Override
  public double regularizationLoss() {
    return regularizationLoss;
  }

  @Override
  public float factor() {
    return factor;
  }

  @Override
  public List<TensorSpec> tensors() {
    checkHeld();
    Native.Tensor tensor = new Native.Tensor();
    List<TensorSpec> actual = new ArrayList<>(handles.length);
    for (int i = 0; i < handles.length; i++) {
      TensorSpec spec = frame.tensors().get(i);
      if (spec.shape().contains(-1L)) {
        List<Long> shape = new ArrayList<>(spec.shape());
        shape.set(0, tensorflow.TF_Dim(tensor.at(handles[i]), 0));
        spec = new TensorSpec(spec.name(), spec.type(), shape);
      }
      actual.add(spec);
    }
    return actual;
  }

  @Override
  public ByteBuffer tensor(int index) {
    checkHeld();
    Native.Tensor tensor = new Native.Tensor().at(handles[index]);
    long length = tensorflow.TF_TensorByteSize(tensor);
    if (length == 0) {
      return ByteBuffer.allocateDirect(0); // no touched rows: TensorFlow has no memory for them
    }
    return tensorflow.TF_TensorData(tensor)
        .capacity(length)
        .asByteBuffer()
        .asReadOnlyBuffer()
        .order(ByteOrder.nativeOrder());
  }

  @Override
  public long bytes() {
    checkHeld();
    Native.Tensor tensor = new Native.Tensor();
    long bytes = 0;
    for (long handle : handles) {
      bytes += tensorflow.TF_TensorByteSize(tensor.at(handle));
    }
    return bytes;
  }

  @Override
  public void retain() {
    if (references.getAndUpdate(held -> held == 0 ? 0 : held + 1) == 0) {
      throw freed("retained");
    }
  }

  @Override
  public void release() {
    int held = references.getAndUpdate(count -> Math.max(0, count - 1));
    if (held == 0) {
      throw freed("released");
    }
    if (held == 1) {
      Native.Tensor tensor = new Native.Tensor();
      for (long handle : handles) {
        tensorflow.TF_DeleteTensor(tensor.at(handle));
      }
      IN_USE.decrementAndGet();
    }
  }

  private void checkHeld() {
    if (references.get() == 0) {
      throw freed("read");
    }
  }

  private static IllegalStateException freed(String what) {
    return new IllegalStateException(
        "Update: found it "
            + what
            + " after its last reference was released, required before. Retain it for each holder,"
            + " and release it once for each.");
  }
}
