package org.tensair.exchange;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Histogram, mean and maximum of the staleness of applied frames. Written by the replica's thread,
 * read by any; figures read while it writes may be of slightly different moments.
 */
public final class StalenessCounter {

  /** Staleness of at least so much shares the last bucket. */
  public static final int LAST_BUCKET = 64;

  private static final int HEADER = 3;

  private final AtomicLongArray buckets = new AtomicLongArray(LAST_BUCKET + 1);
  private final AtomicLong sum = new AtomicLong();
  private final AtomicLong count = new AtomicLong();
  private final AtomicLong max = new AtomicLong();

  void add(long staleness) {
    int bucket = (int) Math.min(staleness, LAST_BUCKET);
    buckets.setRelease(bucket, buckets.getPlain(bucket) + 1);
    sum.setRelease(sum.getPlain() + staleness);
    count.setRelease(count.getPlain() + 1);
    if (staleness > max.getPlain()) {
      max.setRelease(staleness);
    }
  }

  /** Everything, for a snapshot: count, sum, maximum, then the histogram. */
  public long[] state() {
    long[] state = new long[HEADER + LAST_BUCKET + 1];
    state[0] = count.get();
    state[1] = sum.get();
    state[2] = max.get();
    System.arraycopy(histogram(), 0, state, HEADER, LAST_BUCKET + 1);
    return state;
  }

  /** Adds what {@link #state} gave. Replica's thread only. */
  public void add(long[] state) {
    count.setRelease(count.getPlain() + state[0]);
    sum.setRelease(sum.getPlain() + state[1]);
    max.setRelease(Math.max(max.getPlain(), state[2]));
    for (int bucket = 0; bucket <= LAST_BUCKET; bucket++) {
      buckets.setRelease(bucket, buckets.getPlain(bucket) + state[HEADER + bucket]);
    }
  }

  /** Frames counted. */
  public long count() {
    return count.get();
  }

  /** Sum of their staleness, in mini-batches. */
  public long sum() {
    return sum.get();
  }

  /** Mean staleness in mini-batches; 0 if nothing was counted. */
  public double mean() {
    long frames = count.get();
    return frames == 0 ? 0 : (double) sum.get() / frames;
  }

  /** Largest staleness in mini-batches. */
  public long max() {
    return max.get();
  }

  /** Frames by staleness 0, 1, 2…; the last bucket holds {@link #LAST_BUCKET} and more. */
  public long[] histogram() {
    long[] copy = new long[LAST_BUCKET + 1];
    for (int bucket = 0; bucket < copy.length; bucket++) {
      copy[bucket] = buckets.get(bucket);
    }
    return copy;
  }
}
