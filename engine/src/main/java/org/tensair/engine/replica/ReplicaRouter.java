package org.tensair.engine.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.tensair.engine.key.StableHash;
import org.tensair.engine.operator.LearnOperator;
import org.tensair.learning.EventBatch;
import org.tensair.learning.ReplicaState;

/**
 * Sends samples and labels to the replica that owns their key, in batches. When one replica's batch
 * is full all are sent, so that the replicas' event times stay close together. Worker only.
 */
final class ReplicaRouter implements LearnOperator.Replicas {

  private final List<ReplicaLink> links;
  private final LongSupplier eventTime;
  private final Runnable whileBlocked;
  private final List<ReplicaState> restored = new ArrayList<>();
  private long samples;

  /**
   * @param eventTime reached by the worker
   * @param whileBlocked drains the outputs, or parks for a moment; throws to give up
   */
  ReplicaRouter(List<ReplicaLink> links, LongSupplier eventTime, Runnable whileBlocked) {
    this.links = links;
    this.eventTime = eventTime;
    this.whileBlocked = whileBlocked;
  }

  @Override
  public void sample(Object key, Object record, long time) {
    EventBatch batch = batch(key);
    batch.addSample(time, samples++, key, record);
    if (batch.full()) {
      flush();
    }
  }

  @Override
  public void label(Object key, Object record, long time) {
    EventBatch batch = batch(key);
    batch.addLabel(time, key, record);
    if (batch.full()) {
      flush();
    }
  }

  void flush() {
    long reached = eventTime.getAsLong();
    for (ReplicaLink link : links) {
      link.flush(reached);
    }
  }

  /** Sends everything with a snapshot's marker behind it. */
  void mark(long snapshot) {
    for (ReplicaLink link : links) {
      batch(link);
      link.mark(eventTime.getAsLong(), snapshot);
    }
  }

  @Override
  public long samples() {
    return samples;
  }

  @Override
  public void restore(Object state) {
    if (state instanceof Long count) {
      samples = count;
    } else {
      restored.add((ReplicaState) state);
    }
  }

  /** What the replicas start from, once: it is as large as the model. Empty for a fresh model. */
  List<ReplicaState> takeRestored() {
    List<ReplicaState> taken = List.copyOf(restored);
    restored.clear();
    return taken;
  }

  /** The replica that owns a key. */
  int replicaOf(Object key) {
    return links.size() == 1 ? 0 : Math.floorMod(StableHash.of(key), links.size());
  }

  private EventBatch batch(Object key) {
    return batch(links.get(replicaOf(key)));
  }

  private EventBatch batch(ReplicaLink link) {
    EventBatch batch = link.batch();
    while (batch == null) {
      whileBlocked.run();
      batch = link.batch();
    }
    return batch;
  }
}
