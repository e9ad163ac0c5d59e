package org.tensair.benchmarks.workload;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * One run of a system: what it computes, where its events come from, where its results go. There is
 * one at a time in a JVM, since systems copy the functions of their pipelines, which find it by
 * {@link #current}.
 */
public final class Trial {

  private static volatile Trial current =
      new Trial(Workload.YSB, Variant.PLAIN, 1, Feed.bounded(1, 0));

  private final Workload workload;
  private final Variant variant;
  private final int parallelism;
  private final Feed feed;
  private final Results results = new Results();
  private final Histogram latencies = new ConcurrentHistogram(3);
  private volatile boolean timed;

  private Trial(Workload workload, Variant variant, int parallelism, Feed feed) {
    this.workload = workload;
    this.variant = variant;
    this.parallelism = parallelism;
    this.feed = feed;
  }

  /** Makes it the current one; the feed has {@code parallelism} splits. */
  public static Trial begin(Workload workload, Variant variant, int parallelism, Feed feed) {
    current = new Trial(workload, variant, parallelism, feed);
    return current;
  }

  /** The last one that began. */
  public static Trial current() {
    return current;
  }

  /** What is computed. */
  public Workload workload() {
    return workload;
  }

  /** How. */
  public Variant variant() {
    return variant;
  }

  /** Splits of the feed, and threads or parallel instances that the system may use. */
  public int parallelism() {
    return parallelism;
  }

  /** Where events come from. */
  public Feed feed() {
    return feed;
  }

  /** What came out. */
  public Results results() {
    return results;
  }

  /** Takes the result of a window that ends, exclusively, at {@code windowEnd}; any thread. */
  public void record(long windowEnd, long key, long value) {
    results.add(windowEnd, key, value);
    if (timed) {
      // The window ends with the first event of each split that is not before its end.
      long closing = EventTime.firstIndexAt(windowEnd) + parallelism - 1;
      latencies.recordValue(Math.max(0, System.nanoTime() - feed.dueNanos(closing)));
    }
  }

  /** Whether the latencies of results are kept from now on; only meaningful for a paced feed. */
  public void time(boolean on) {
    timed = on;
  }

  /** Latency that a percentage of the results did not exceed, ms; 0 without any. */
  public double latencyMillis(double percentile) {
    return latencies.getValueAtPercentile(percentile) / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }
}
