package org.tensair.benchmarks.limit;

import it.unimi.dsi.fastutil.longs.Long2LongMap.Entry;
import it.unimi.dsi.fastutil.longs.Long2LongMaps;
import it.unimi.dsi.fastutil.longs.Long2LongOpenHashMap;
import org.tensair.benchmarks.workload.EventTime;

/** Sums a worker's own rows, whose times never fall, for one pane before they are sent. */
final class Combiner {

  private final Worker worker;
  private final long slide;
  private final Long2LongOpenHashMap sums = new Long2LongOpenHashMap();
  private long start = EventTime.START;

  Combiner(Worker worker, long slide) {
    this.worker = worker;
    this.slide = slide;
  }

  void add(long key, long time, long value) {
    if (time >= start + slide) {
      flush();
      start = time - time % slide;
    }
    sums.addTo(key, value);
  }

  void flush() {
    for (Entry entry : Long2LongMaps.fastIterable(sums)) {
      worker.send(entry.getLongKey(), start, entry.getLongValue());
    }
    sums.clear();
  }

  /** What is still here holds event time back. */
  long watermark(long watermark) {
    return Math.min(watermark, start - 1);
  }
}
