package org.tensair.exchange.simulation;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.tensair.exchange.Payload;

/** What a mini-batch changes in the ledger: adds 1 to the entry of each of its rows. */
final class LedgerUpdate implements Payload {
  private final List<Integer> rows;
  private final long newestLabelTime;
  private final boolean finite;
  private final AtomicInteger references = new AtomicInteger(1);

  /**
   * Made with one reference.
   *
   * @param newestLabelTime the truth, whatever a frame says
   */
  LedgerUpdate(List<Integer> rows, long newestLabelTime, boolean finite) {
    this.rows = List.copyOf(rows);
    this.newestLabelTime = newestLabelTime;
    this.finite = finite;
  }

  List<Integer> rows() {
    return rows;
  }

  long newestLabelTime() {
    return newestLabelTime;
  }

  int references() {
    return references.get();
  }

  @Override
  public long bytes() {
    return 4L * rows.size();
  }

  @Override
  public boolean finite() {
    return finite;
  }

  @Override
  public void retain() {
    if (references.getAndIncrement() <= 0) {
      throw new IllegalStateException("Ledger update " + rows + ": retained after it was freed.");
    }
  }

  @Override
  public void release() {
    if (references.getAndDecrement() <= 0) {
      throw new IllegalStateException("Ledger update " + rows + ": released once too often.");
    }
  }
}
