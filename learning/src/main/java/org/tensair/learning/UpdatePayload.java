package org.tensair.learning;

import java.util.List;
import org.tensair.api.spi.ModelUpdate;
import org.tensair.exchange.Payload;

/**
 * What a replica learnt in one step, on its way to the others: the update of a labelled mini-batch,
 * followed by those of the mini-batches replayed after it. They travel as one, so that the clock
 * and the bound on staleness count labelled mini-batches only.
 *
 * <p>A mini-batch on which nothing was learnt, because the model does not train or because a
 * gradient was not finite, is sent as an empty one. So the bound keeps replicas together also while
 * they only predict: else one far ahead would hear of a drift long after it had passed it.
 */
record UpdatePayload(List<ModelUpdate> updates) implements Payload {

  /** Of a mini-batch on which nothing was learnt. */
  static final UpdatePayload NOTHING = new UpdatePayload(List.of());

  UpdatePayload {
    updates = List.copyOf(updates);
  }

  boolean isEmpty() {
    return updates.isEmpty();
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
