package org.tensair.benchmarks.limit;

import it.unimi.dsi.fastutil.longs.Long2LongOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongLongPair;
import java.util.Arrays;
import java.util.TreeMap;
import org.tensair.benchmarks.workload.Results;
import org.tensair.benchmarks.workload.WindowSums;

/** The key of the greatest sum of each window, over the keys of all workers. */
final class HottestOfAll {

  private final Results.Taker taker;
  private final long[] watermarks;
  private final TreeMap<Long, LongLongPair> best = new TreeMap<>();

  HottestOfAll(int workers, Results.Taker taker) {
    this.taker = taker;
    watermarks = new long[workers];
    Arrays.fill(watermarks, Long.MIN_VALUE);
  }

  Outlet outlet(int worker) {
    return new Outlet() {
      @Override
      public void ended(long windowEnd, Long2LongOpenHashMap sums) {
        LongLongPair most = WindowSums.most(sums);
        if (most != null) {
          offer(windowEnd, most);
        }
      }

      @Override
      public void advance(long watermark) {
        pass(worker, watermark);
      }
    };
  }

  private synchronized void offer(long windowEnd, LongLongPair most) {
    best.merge(windowEnd, most, HottestOfAll::greater);
  }

  private static LongLongPair greater(LongLongPair one, LongLongPair other) {
    if (one.rightLong() != other.rightLong()) {
      return one.rightLong() > other.rightLong() ? one : other;
    }
    return one.leftLong() < other.leftLong() ? one : other;
  }

  private synchronized void pass(int worker, long watermark) {
    watermarks[worker] = watermark;
    long lowest = Arrays.stream(watermarks).min().orElseThrow();
    while (!best.isEmpty() && best.firstKey() - 1 <= lowest) {
      long windowEnd = best.firstKey();
      LongLongPair most = best.remove(windowEnd);
      taker.take(windowEnd, most.leftLong(), most.rightLong());
    }
  }
}
