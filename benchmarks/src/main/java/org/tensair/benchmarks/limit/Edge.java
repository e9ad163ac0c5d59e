package org.tensair.benchmarks.limit;

import org.jctools.queues.SpscArrayQueue;

/** Batches from one worker to another, or to itself, and the emptied ones back. */
final class Edge {

  private static final int BATCHES = 64;

  final SpscArrayQueue<Batch> full = new SpscArrayQueue<>(BATCHES);
  final SpscArrayQueue<Batch> free = new SpscArrayQueue<>(2 * BATCHES);

  /** An empty batch; the sender's. */
  Batch empty() {
    Batch batch = free.poll();
    return batch == null ? new Batch() : batch;
  }
}
