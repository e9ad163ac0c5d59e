package org.tensair.benchmarks.workload;

import it.unimi.dsi.fastutil.longs.Long2LongMap;
import it.unimi.dsi.fastutil.longs.Long2LongMap.Entry;
import it.unimi.dsi.fastutil.longs.Long2LongMaps;
import it.unimi.dsi.fastutil.longs.LongLongPair;
import org.jspecify.annotations.Nullable;

/**
 * All workloads as sums per key and window, and what becomes of a window's sums. Where a workload
 * has two counts per key, they are the two halves of one sum: {@link #FIRST} and {@link #SECOND}
 * are one each.
 */
public final class WindowSums {

  /** One in the lower half. */
  public static final long FIRST = 1;

  /** One in the upper half. */
  public static final long SECOND = 1L << 32;

  private WindowSums() {}

  /** Takes a window's results; of {@link Workload#Q5}, all of its keys have to be in the sums. */
  public static void record(
      Workload workload, long windowEnd, Long2LongMap sums, Results.Taker into) {
    if (workload == Workload.Q5) {
      LongLongPair most = most(sums);
      if (most != null) {
        into.take(windowEnd, most.leftLong(), most.rightLong());
      }
      return;
    }
    for (Entry entry : Long2LongMaps.fastIterable(sums)) {
      record(workload, windowEnd, entry.getLongKey(), entry.getLongValue(), into);
    }
  }

  private static void record(
      Workload workload, long windowEnd, long key, long sum, Results.Taker into) {
    long first = sum & (SECOND - 1);
    long second = sum >>> 32;
    switch (workload) {
      case YSB_STAR -> {
        if (first > 0 && second > 0) {
          into.take(windowEnd, key, Ysb.clicksPerMillionViews(first, second));
        }
      }
      case Q8 -> {
        if (first > 0 && second > 0) {
          into.take(windowEnd, key, 1);
        }
      }
      default -> into.take(windowEnd, key, sum);
    }
  }

  /** The key of the greatest sum, the lowest of several, and that sum. */
  public static @Nullable LongLongPair most(Long2LongMap sums) {
    long bestKey = 0;
    long best = 0;
    for (Entry entry : Long2LongMaps.fastIterable(sums)) {
      long sum = entry.getLongValue();
      if (sum > best || (sum == best && entry.getLongKey() < bestKey)) {
        best = sum;
        bestKey = entry.getLongKey();
      }
    }
    return best == 0 ? null : LongLongPair.of(bestKey, best);
  }
}
