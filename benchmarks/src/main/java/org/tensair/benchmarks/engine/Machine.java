package org.tensair.benchmarks.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.tensair.benchmarks.workload.EventTime;

/**
 * What the machine gives to arithmetic alone, on one thread and on two: how far figures of one core
 * can scale here, and whether two runs of the benchmarks had the same machine.
 */
record Machine(int processors, String java, double oneThread, double twoThreads) {

  private static final long SECONDS = 2;
  private static final int ROUND = 1 << 20;

  /** Takes twice two seconds. */
  static Machine measure() throws InterruptedException {
    spin(1);
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        spin(1),
        spin(2));
  }

  private static double spin(int threads) throws InterruptedException {
    LongAdder rounds = new LongAdder();
    LongAdder used = new LongAdder();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    Thread[] all = new Thread[threads];
    for (int thread = 0; thread < threads; thread++) {
      all[thread] =
          new Thread(
              () -> {
                long value = 1;
                while (System.nanoTime() < end) {
                  for (int step = 0; step < ROUND; step++) {
                    value = EventTime.mix(value + step);
                  }
                  rounds.increment();
                }
                used.add(value);
              });
      all[thread].start();
    }
    for (Thread thread : all) {
      thread.join();
    }
    return rounds.sum() * (double) ROUND / SECONDS;
  }

  String line() {
    return "%d processors, %s. Arithmetic alone, M steps/s: one thread %.0f, two %.0f (%.2f times)"
        .formatted(processors, java, oneThread / 1e6, twoThreads / 1e6, twoThreads / oneThread);
  }
}
