package org.tensair.engine.source;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.tensair.engine.operator.TimeStep;

/** A split that the worker reads by itself: no thread and no queue before it. */
final class PolledHead extends SplitHead {

  private final Split split;
  private final BooleanSupplier stopped;
  private final RecordBatch batch = new RecordBatch();
  private @Nullable Through through;
  private boolean open;

  PolledHead(Split split, long disorder, BooleanSupplier stopped) {
    super(split.id(), split.operator(), disorder, split.position());
    this.split = split;
    this.stopped = stopped;
  }

  @Override
  @Nullable RecordBatch nextBatch(@Nullable RecordBatch used) {
    batch.clear();
    if (!readable()) {
      return null;
    }
    split.readInto(batch);
    return batch.size() > 0 ? batch : null;
  }

  private boolean readable() {
    if (split.ended()) {
      return false;
    }
    if (!open) {
      open = true;
      split.open();
    }
    if (stopped.getAsBoolean()) {
      split.end();
      return false;
    }
    return true;
  }

  /**
   * Where records need not wait for those of other inputs, they enter the chain as they are read.
   */
  @Override
  public int forward(int most, TimeStep step) {
    if (!between()) {
      return super.forward(most, step);
    }
    if (!readable()) {
      return 0;
    }
    Through chain = through;
    if (chain == null) {
      chain = new Through(this, step);
      through = chain;
    }
    split.readInto(chain.upTo(most));
    return chain.size();
  }

  @Override
  public boolean ended() {
    return between() && split.ended();
  }
}
