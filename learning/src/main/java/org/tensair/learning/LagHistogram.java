package org.tensair.learning;

/**
 * How old the newest label in the predicting weights is at prediction time. Lags are counted in
 * buckets of relative width 1/16, so percentiles are exact to about 3 %; histograms of several
 * replicas can be merged.
 */
final class LagHistogram {

  private static final int PRECISION_BITS = 4;

  private final long[] buckets = new long[(65 - PRECISION_BITS) << PRECISION_BITS];
  private long count;
  private double sum;
  private long least = Long.MAX_VALUE;

  /** Adds a lag in milliseconds; a negative one means that the weights knew the future. */
  void add(long lag) {
    count++;
    sum += lag;
    least = Math.min(least, lag);
    buckets[bucket(Math.max(lag, 0))]++;
  }

  void merge(LagHistogram other) {
    count += other.count;
    sum += other.sum;
    least = Math.min(least, other.least);
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] += other.buckets[i];
    }
  }

  ReplicaState.Lags state() {
    return new ReplicaState.Lags(buckets.clone(), count, sum, least);
  }

  /** Adds what {@link #state} gave. */
  void add(ReplicaState.Lags state) {
    count += state.count();
    sum += state.sum();
    least = Math.min(least, state.least());
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] += state.buckets()[i];
    }
  }

  LagHistogram copy() {
    LagHistogram copy = new LagHistogram();
    copy.merge(this);
    return copy;
  }

  /** Largest lead in seconds: the negated smallest lag; NaN without rows. */
  double leadMax() {
    return count == 0 ? Double.NaN : 0.0 - least / 1000.0;
  }

  /** Mean lag in seconds; NaN without rows. */
  double mean() {
    return sum / count / 1000.0;
  }

  /** The middle of the bucket in which the 99th percentile lies, in seconds; NaN without rows. */
  double p99() {
    if (count == 0) {
      return Double.NaN;
    }
    long rank = (long) Math.ceil(count * 0.99);
    int bucket = 0;
    for (long seen = buckets[0]; seen < rank; seen += buckets[bucket]) {
      bucket++;
    }
    return (start(bucket) + start(bucket + 1) - 1) / 2.0 / 1000.0;
  }

  /** Exact below 2^(PRECISION_BITS + 1), then PRECISION_BITS bits after the leading one. */
  private static int bucket(long value) {
    int shift = Math.max(0, 63 - Long.numberOfLeadingZeros(value | 1) - PRECISION_BITS);
    return (shift << PRECISION_BITS) + (int) (value >>> shift);
  }

  private static long start(int bucket) {
    int shift = Math.max(0, (bucket >> PRECISION_BITS) - 1);
    return (long) (bucket - (shift << PRECISION_BITS)) << shift;
  }
}
