package org.tensair.testkit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.tensair.api.TensorSpec;
import org.tensair.api.spi.ModelUpdate;

/** What a {@link LedgerReplica} added to each row; complains of use after the last release. */
final class LedgerUpdate implements ModelUpdate {

  private final TensorSpec table;
  private final ByteBuffer added;
  private final boolean finite;
  private final AtomicInteger references = new AtomicInteger(1);
  private final AtomicLong openUpdates;

  LedgerUpdate(TensorSpec table, float[] added, boolean finite, AtomicLong openUpdates) {
    this.table = table;
    this.added =
        ByteBuffer.allocateDirect(added.length * Float.BYTES).order(ByteOrder.nativeOrder());
    this.added.asFloatBuffer().put(added);
    this.finite = finite;
    this.openUpdates = openUpdates;
    openUpdates.incrementAndGet();
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
    return List.of(table);
  }

  @Override
  public ByteBuffer tensor(int index) {
    requireHeld(references.get());
    return added.asReadOnlyBuffer().order(ByteOrder.nativeOrder());
  }

  @Override
  public long bytes() {
    return added.capacity();
  }

  @Override
  public void retain() {
    requireHeld(references.getAndUpdate(held -> held > 0 ? held + 1 : held));
  }

  @Override
  public void release() {
    int held = references.getAndUpdate(each -> each > 0 ? each - 1 : each);
    requireHeld(held);
    if (held == 1) {
      openUpdates.decrementAndGet();
    }
  }

  private static void requireHeld(int held) {
    if (held <= 0) {
      throw new IllegalStateException(
          "Ledger update: found use after its last release, required a reference.");
    }
  }
}
