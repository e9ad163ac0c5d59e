package org.tensair.benchmarks.workload;

import java.util.concurrent.atomic.LongAdder;

/**
 * What came out of a system, in any order: number of results, their sum, and a checksum of all of
 * each.
 */
public final class Results {

  private final LongAdder count = new LongAdder();
  private final LongAdder sum = new LongAdder();
  private final LongAdder checksum = new LongAdder();

  /** Where results go. */
  @FunctionalInterface
  public interface Taker {

    /** Takes the result of a window that ends, exclusively, at {@code windowEnd}; any thread. */
    void take(long windowEnd, long key, long value);
  }

  /** What is compared. */
  public record Totals(long count, long sum, long checksum) {}

  /** Takes the result of a window that ends, exclusively, at {@code windowEnd}; any thread. */
  public void add(long windowEnd, long key, long value) {
    count.increment();
    sum.add(value);
    checksum.add(EventTime.mix(EventTime.mix(EventTime.mix(windowEnd) + key) + value));
  }

  /** What came out so far. */
  public Totals totals() {
    return new Totals(count.sum(), sum.sum(), checksum.sum());
  }
}
