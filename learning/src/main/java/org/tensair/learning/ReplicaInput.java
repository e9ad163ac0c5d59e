package org.tensair.learning;

import org.jspecify.annotations.Nullable;

/**
 * What a runtime feeds to one replica: samples and labels merged by event time, in batches. All
 * methods are called by the replica's thread only. After a batch was added or the input has ended,
 * the runtime calls {@link Replica#wakeUp()}.
 *
 * <p>A sample and its label come to the same replica: both are routed by a stable hash of the key
 * that joins them.
 */
public interface ReplicaInput {

  /** The next batch, or null if there is none at the moment. Never blocks. */
  @Nullable EventBatch poll();

  /** Gives a batch back that {@link #poll} returned, for another use by the runtime. */
  void recycle(EventBatch batch);

  /** Whether all batches were polled and no more will come. Never blocks. */
  boolean ended();
}
