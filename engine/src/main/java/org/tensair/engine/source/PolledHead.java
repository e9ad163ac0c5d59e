package org.tensair.engine.source;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A split that the worker reads by itself: no thread and no queue before it. */
final class PolledHead extends SplitHead {

  private final Split split;
  private final BooleanSupplier stopped;
  private final RecordBatch batch = new RecordBatch();
  private boolean open;

  PolledHead(Split split, long disorder, BooleanSupplier stopped) {
    super(split.id(), split.operator(), disorder, split.position());
    this.split = split;
    this.stopped = stopped;
  }

  @Override
  @Nullable RecordBatch nextBatch(@Nullable RecordBatch used) {
    batch.clear();
    if (split.ended()) {
      return null;
    }
    if (!open) {
      open = true;
      split.open();
    }
    if (stopped.getAsBoolean()) {
      split.end();
      return null;
    }
    split.readInto(batch);
    return batch.size() > 0 ? batch : null;
  }

  @Override
  public boolean ended() {
    return between() && split.ended();
  }
}
