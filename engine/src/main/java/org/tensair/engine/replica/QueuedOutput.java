package org.tensair.engine.replica;

import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.atomic.SpscAtomicArrayQueue;
import org.jspecify.annotations.Nullable;
import org.tensair.api.Prediction;
import org.tensair.api.Step;
import org.tensair.engine.operator.Operator;
import org.tensair.learning.ReplicaOutput;
import org.tensair.learning.ReplicaState;

/**
 * What one replica emits, on its way to the worker. The replica's thread blocks in {@link
 * #prediction} and {@link #step} while the queue is full; the worker, which a half full queue
 * wakes, drains it also while it waits for a replica to take its input, so neither waits for the
 * other for ever.
 */
final class QueuedOutput implements ReplicaOutput<Object> {

  private static final int CAPACITY = 4_096;
  private static final long PARK_NANOS = 1_000_000;

  private final MessagePassingQueue<Object> queue = new SpscAtomicArrayQueue<>(CAPACITY);
  private final Operator predictions;
  private final Operator steps;
  private final int wakeAt;
  private final Runnable wakeWorker;
  private @Nullable Mark mark;
  private volatile @Nullable Thread blocked;

  /**
   * @param predictions takes the predictions, on the worker
   * @param steps takes the steps
   * @param promptly whether each element wakes the worker; otherwise a half full queue does, which
   *     spares a busy machine the thread switches
   */
  QueuedOutput(Operator predictions, Operator steps, boolean promptly, Runnable wakeWorker) {
    this.predictions = predictions;
    this.steps = steps;
    this.wakeAt = promptly ? 1 : CAPACITY / 2;
    this.wakeWorker = wakeWorker;
  }

  @Override
  public boolean wantsPredictions() {
    return predictions.connected();
  }

  @Override
  public void prediction(Prediction<Object> prediction) {
    put(prediction);
  }

  @Override
  public void step(Step step) {
    if (steps.connected()) {
      put(step);
    }
  }

  @Override
  public void snapshot(long snapshot, ReplicaState state) {
    put(new Mark(snapshot, state, ""));
    wakeWorker.run();
  }

  @Override
  public void snapshotFailed(long snapshot, String reason) {
    put(new Mark(snapshot, null, reason));
    wakeWorker.run();
  }

  /**
   * Where the replica has cut for a snapshot; what it emitted later waits.
   *
   * @param state what it held; null if it could not cut
   */
  record Mark(long snapshot, @Nullable ReplicaState state, String reason) {}

  /** The mark that the worker has come to; null if it has not. Worker only. */
  @Nullable Mark mark() {
    return mark;
  }

  /** Lets what came after the mark go. Worker only. */
  void pass() {
    mark = null;
  }

  private void put(Object element) {
    while (!queue.offer(element)) {
      wakeWorker.run();
      blocked = Thread.currentThread();
      LockSupport.parkNanos(this, PARK_NANOS);
      blocked = null;
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("Interrupted while the output queue was full.");
      }
    }
    if (queue.size() >= wakeAt) {
      wakeWorker.run();
    }
  }

  /**
   * Hands everything to the stages after the model operator. Worker only.
   *
   * @return whether there was anything
   */
  boolean drain() {
    int drained = 0;
    // At most what fits, so that the worker gets back to its input.
    for (Object element;
        mark == null && drained < CAPACITY && (element = queue.poll()) != null;
        drained++) {
      if (element instanceof Mark reached) {
        mark = reached;
      } else if (element instanceof Step step) {
        steps.accept(step, step.eventTime());
      } else if (element instanceof Prediction<?> prediction) {
        predictions.accept(prediction, prediction.eventTime());
      }
    }
    if (drained == 0) {
      return false;
    }
    LockSupport.unpark(blocked);
    return true;
  }
}
