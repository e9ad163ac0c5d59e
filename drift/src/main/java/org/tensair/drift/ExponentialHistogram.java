package org.tensair.drift;

import java.util.Arrays;

/**
 * A window of values in buckets, for {@link Adwin}: of the newest values a bucket holds one, of
 * older ones 2, 4, 8, …; there are at most five buckets of each size, and when a sixth comes, the
 * two oldest of that size become one of the next.
 *
 * <pre>
 *   oldest                                   newest
 *   [ 8 ][ 4 ][ 4 ][ 2 ][ 2 ][ 2 ][1][1][1][1][1]
 * </pre>
 *
 * <p>Buckets keep count, sum and sum of squared deviations from their own mean, and are merged by
 * Chan's formula, so nothing has to be subtracted when a bucket is dropped.
 */
final class ExponentialHistogram {

  /** Of each bucket in {@link #state}. */
  static final int NUMBERS = 3;

  private static final int BUCKETS_OF_A_SIZE = 5;

  private long[] counts = new long[64];
  private double[] sums = new double[64];
  private double[] deviations = new double[64];
  private int buckets;

  private long count;

  int buckets() {
    return buckets;
  }

  /** Values in a bucket, 0 being the oldest. */
  long countOf(int bucket) {
    return counts[bucket];
  }

  double sumOf(int bucket) {
    return sums[bucket];
  }

  long count() {
    return count;
  }

  /** Added up from the buckets, some fifty: subtracting what is dropped would gather errors. */
  double sum() {
    double sum = 0;
    for (int i = 0; i < buckets; i++) {
      sum += sums[i];
    }
    return sum;
  }

  double mean() {
    return count == 0 ? 0 : sum() / count;
  }

  /** Of all values; 0 if there are none. */
  double variance() {
    double total = 0;
    double mean = mean();
    for (int i = 0; i < buckets; i++) {
      double apart = sums[i] / counts[i] - mean;
      total += deviations[i] + counts[i] * apart * apart;
    }
    return count == 0 ? 0 : total / count;
  }

  void add(double value) {
    if (buckets == counts.length) {
      counts = Arrays.copyOf(counts, 2 * buckets);
      sums = Arrays.copyOf(sums, 2 * buckets);
      deviations = Arrays.copyOf(deviations, 2 * buckets);
    }
    counts[buckets] = 1;
    sums[buckets] = value;
    deviations[buckets] = 0;
    buckets++;
    count++;
    int end = buckets;
    for (long size = 1; ; size *= 2) {
      int start = end;
      while (start > 0 && counts[start - 1] == size) {
        start--;
      }
      if (end - start <= BUCKETS_OF_A_SIZE) {
        break;
      }
      mergeWithNext(start);
      end = start + 1;
    }
  }

  void dropOldest() {
    count -= counts[0];
    removeBucket(0);
  }

  void clear() {
    buckets = 0;
    count = 0;
  }

  /** Count, sum and deviations of each bucket, from the oldest. */
  double[] state() {
    double[] state = new double[NUMBERS * buckets];
    for (int i = 0; i < buckets; i++) {
      state[NUMBERS * i] = counts[i];
      state[NUMBERS * i + 1] = sums[i];
      state[NUMBERS * i + 2] = deviations[i];
    }
    return state;
  }

  /** Takes over what {@link #state} gave. */
  void restore(double[] state) {
    buckets = state.length / NUMBERS;
    int room = Math.max(buckets, counts.length);
    counts = new long[room];
    sums = new double[room];
    deviations = new double[room];
    count = 0;
    for (int i = 0; i < buckets; i++) {
      counts[i] = (long) state[NUMBERS * i];
      sums[i] = state[NUMBERS * i + 1];
      deviations[i] = state[NUMBERS * i + 2];
      count += counts[i];
    }
  }

  private void mergeWithNext(int bucket) {
    int next = bucket + 1;
    double apart = sums[bucket] / counts[bucket] - sums[next] / counts[next];
    deviations[bucket] += deviations[next] + apart * apart * counts[bucket] / 2; // equal counts
    counts[bucket] += counts[next];
    sums[bucket] += sums[next];
    removeBucket(next);
  }

  private void removeBucket(int bucket) {
    int after = buckets - bucket - 1;
    System.arraycopy(counts, bucket + 1, counts, bucket, after);
    System.arraycopy(sums, bucket + 1, sums, bucket, after);
    System.arraycopy(deviations, bucket + 1, deviations, bucket, after);
    buckets--;
  }
}
