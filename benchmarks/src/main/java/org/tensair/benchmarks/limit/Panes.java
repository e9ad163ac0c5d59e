package org.tensair.benchmarks.limit;

import it.unimi.dsi.fastutil.longs.Long2LongMap.Entry;
import it.unimi.dsi.fastutil.longs.Long2LongMaps;
import it.unimi.dsi.fastutil.longs.Long2LongOpenHashMap;
import java.util.ArrayDeque;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tensair.benchmarks.workload.EventTime;
import org.tensair.benchmarks.workload.Workload;

/**
 * Sums per key and pane, a pane for every slide. A window that slides is a running sum: the newest
 * pane is added, the one that fell out is taken away.
 */
final class Panes {

  /** Takes the sums of a window that ended; they are used again afterwards. */
  @FunctionalInterface
  interface OnWindow {
    void ended(long windowEnd, Long2LongOpenHashMap sums);
  }

  private final long size;
  private final long slide;
  private final OnWindow onWindow;
  private final TreeMap<Long, Long2LongOpenHashMap> panes = new TreeMap<>();
  private final ArrayDeque<Long2LongOpenHashMap> spare = new ArrayDeque<>();
  private final Long2LongOpenHashMap running = new Long2LongOpenHashMap();
  private long nextEnd;
  private long openStart;
  private @Nullable Long2LongOpenHashMap open;

  Panes(Workload workload, OnWindow onWindow) {
    size = workload.size();
    slide = workload.slide();
    this.onWindow = onWindow;
    nextEnd = EventTime.START + slide;
  }

  void add(Batch batch) {
    for (int row = 0; row < batch.size; row++) {
      add(batch.keys[row], batch.times[row], batch.values[row]);
    }
  }

  void add(long key, long time, long value) {
    Long2LongOpenHashMap pane = open;
    if (pane == null || time < openStart || time >= openStart + slide) {
      pane = open(time);
    }
    pane.addTo(key, value);
  }

  private Long2LongOpenHashMap open(long time) {
    openStart = time - time % slide;
    Long2LongOpenHashMap pane = panes.get(openStart);
    if (pane == null) {
      pane = spare.isEmpty() ? new Long2LongOpenHashMap() : spare.pop();
      panes.put(openStart, pane);
    }
    open = pane;
    return pane;
  }

  /** Ends the windows whose last time is at most the watermark. */
  void advance(long watermark) {
    while (nextEnd - 1 <= watermark && !(panes.isEmpty() && running.isEmpty())) {
      if (slide == size) {
        end();
      } else {
        endSliding();
      }
      nextEnd += slide;
    }
  }

  private void end() {
    Long2LongOpenHashMap pane = panes.remove(nextEnd - slide);
    if (pane != null) {
      onWindow.ended(nextEnd, pane);
      recycle(pane);
    }
  }

  private void endSliding() {
    Long2LongOpenHashMap newest = panes.get(nextEnd - slide);
    if (newest != null) {
      for (Entry entry : Long2LongMaps.fastIterable(newest)) {
        running.addTo(entry.getLongKey(), entry.getLongValue());
      }
    }
    onWindow.ended(nextEnd, running);
    Long2LongOpenHashMap oldest = panes.remove(nextEnd - size);
    if (oldest != null) {
      for (Entry entry : Long2LongMaps.fastIterable(oldest)) {
        if (running.addTo(entry.getLongKey(), -entry.getLongValue()) == entry.getLongValue()) {
          running.remove(entry.getLongKey());
        }
      }
      recycle(oldest);
    }
  }

  private void recycle(Long2LongOpenHashMap pane) {
    open = null;
    pane.clear();
    spare.push(pane);
  }
}
