package org.tensair.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * All workers on one thread, in turns that a seed decides, so that a run of a test can be repeated.
 * A worker that waits for room lets others take turns meanwhile, as they would on threads of their
 * own.
 */
final class Turns {

  private static final long PARK_NANOS = 100_000;

  private final List<Worker> workers;
  private final List<Worker> waiting = new ArrayList<>();
  private final RandomGenerator random;

  Turns(List<Worker> workers, long seed) {
    this.workers = workers;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    workers.forEach(worker -> worker.yieldTo(this::other));
  }

  void run() {
    workers.forEach(Worker::open);
    while (!workers.stream().allMatch(Worker::ended)) {
      other();
    }
  }

  /** Lets one worker that does not wait take a turn; parks for a moment if there is none. */
  private void other() {
    List<Worker> free = new ArrayList<>();
    for (Worker worker : workers) {
      if (!worker.ended() && !waiting.contains(worker)) {
        free.add(worker);
      }
    }
    if (free.isEmpty() || (!waiting.isEmpty() && random.nextInt(8) == 0)) {
      // Back to one that waits: there may be room. Readers and services have threads of their own.
      if (free.isEmpty()) {
        LockSupport.parkNanos(this, PARK_NANOS);
      }
      return;
    }
    Worker next = free.get(random.nextInt(free.size()));
    waiting.add(next);
    next.turn();
    waiting.remove(next);
  }
}
