package org.tensair.learning;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.tensair.api.LearnOptions;

/**
 * One replica of the model operator.
 *
 * @param <T> samples
 * @param <L> labels
 */
public final class Replica<T, L> implements Runnable {

  private final LearnOptions<T, L> options;
  private final ReplicaInput input;
  private volatile @Nullable Thread thread;

  Replica(LearnOptions<T, L> options, ReplicaInput input) {
    this.options = options;
    this.input = input;
  }

  /**
   * Runs until the input has ended and nothing is in flight between the replicas; returns early if
   * the thread is interrupted. Called once, by a thread that runs nothing else.
   *
   * @throws RuntimeException if an encoder or the model fails
   */
  @Override
  public void run() {
    thread = Thread.currentThread();
    while (!input.ended() && !Thread.currentThread().isInterrupted()) {
      EventBatch events = input.poll();
      if (events == null) {
        LockSupport.parkNanos(this, 1_000_000);
      } else {
        input.recycle(events);
      }
    }
  }

  LearnOptions<T, L> options() {
    return options;
  }

  /** Tells the replica that its input has more to poll, or has ended. Any thread, never blocks. */
  public void wakeUp() {
    LockSupport.unpark(thread);
  }
}
