package org.tensair.benchmarks.limit;

import it.unimi.dsi.fastutil.longs.Long2LongOpenHashMap;

/** Where a worker's windows go. */
interface Outlet {

  /** Takes the sums of a window that ended; they are used again afterwards. */
  void ended(long windowEnd, Long2LongOpenHashMap sums);

  /** No window of this worker ends at or before {@code watermark} + 1 any more. */
  default void advance(long watermark) {}
}
