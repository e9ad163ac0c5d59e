package org.tensair.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
  private final Set<Worker> waiting = new HashSet<>();
  private final RandomGenerator random;
  private int idleTurns;

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

  /** Lets one worker take a turn; one that waits for room, with what it can do meanwhile. */
  private void other() {
    List<Worker> running = workers.stream().filter(worker -> !worker.ended()).toList();
    Worker next = running.get(random.nextInt(running.size()));
    boolean more;
    if (waiting.contains(next)) {
      more = next.goOn();
    } else {
      waiting.add(next);
      more = next.turn();
      waiting.remove(next);
    }
    idleTurns = more ? 0 : idleTurns + 1;
    if (idleTurns > 4 * workers.size()) {
      // Readers and services have threads of their own.
      LockSupport.parkNanos(this, PARK_NANOS);
    }
  }
}
