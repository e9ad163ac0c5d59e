package org.tensair.learning;

import java.util.List;
import org.tensair.api.spi.ModelUpdate;
import org.tensair.exchange.Payload;

/**
 * What a replica learnt in one step, on its way to the others: the update of a labelled mini-batch,
 * followed by those of the mini-batches replayed after it. They travel as one, so that the clock
 * and the bound on staleness count labelled mini-batches only.
 */
record UpdatePayload(List<ModelUpdate> updates) implements Payload {

  UpdatePayload {
    updates = List.copyOf(updates);
  }

  @Override
  public long bytes() {
    long bytes = 0;
    for (ModelUpdate update : updates) {
      bytes += update.bytes();
    }
    return bytes;
  }

  @Override
  public boolean finite() {
    for (ModelUpdate update : updates) {
      if (!update.finite()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void retain() {
    for (ModelUpdate update : updates) {
      update.retain();
    }
  }

  @Override
  public void release() {
    for (ModelUpdate update : updates) {
      update.release();
    }
  }
}
