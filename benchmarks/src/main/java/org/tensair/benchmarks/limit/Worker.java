package org.tensair.benchmarks.limit;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.tensair.benchmarks.workload.EventTime;
import org.tensair.benchmarks.workload.Feed;
import org.tensair.benchmarks.workload.Trial;
import org.tensair.benchmarks.workload.Variant;

/**
 * One of the equal threads: makes its split's events, sends each to the worker that owns its key,
 * and keeps the windows of the keys it owns itself. A worker that waits for room in another's queue
 * empties its own meanwhile.
 */
final class Worker {

  private static final long SLEEP_NANOS = 20_000;

  private final int me;
  private final Trial trial;
  private final Edge[][] edges;
  private final Batch[] sending;
  private final long[] watermarks;
  private final Panes panes;
  private final Outlet outlet;
  private final @Nullable Combiner combiner;
  private long watermark = Long.MIN_VALUE;
  private int idle;

  /** {@code edges[from][to]}. */
  Worker(int me, Trial trial, Edge[][] edges, Outlet outlet) {
    this.me = me;
    this.trial = trial;
    this.edges = edges;
    this.outlet = outlet;
    sending = Arrays.stream(edges[me]).map(Edge::empty).toArray(Batch[]::new);
    watermarks = new long[edges.length];
    Arrays.fill(watermarks, Long.MIN_VALUE);
    panes = new Panes(trial.workload(), (end, sums) -> outlet.ended(end, sums));
    combiner =
        trial.variant() == Variant.COMBINER ? new Combiner(this, trial.workload().slide()) : null;
  }

  void run() {
    int splits = edges.length;
    Front front = Front.of(trial.workload(), trial.variant());
    Feed feed = trial.feed();
    long next = me;
    for (long until = feed.grant(me, next); until != Feed.OVER; until = feed.grant(me, next)) {
      if (until > next) {
        front.run(next, until, splits, this);
        next += (until - next + splits - 1) / splits * splits;
        flush(EventTime.of(next - splits) - 1);
      }
      pauseUnless(drain());
    }
    if (combiner != null) {
      combiner.flush();
    }
    flushAll(Long.MAX_VALUE);
    while (watermark < Long.MAX_VALUE) {
      pauseUnless(drain());
    }
  }

  /** Takes a row of this worker's split, in the order of time. */
  void put(long key, long time, long value) {
    if (combiner != null) {
      combiner.add(key, time, value);
    } else {
      send(key, time, value);
    }
  }

  void send(long key, long time, long value) {
    if (sending.length == 1) {
      panes.add(key, time, value);
      return;
    }
    int to = (int) (((key * 0x9E3779B97F4A7C15L) >>> 33) % sending.length);
    Batch batch = sending[to];
    int row = batch.size;
    batch.keys[row] = key;
    batch.times[row] = time;
    batch.values[row] = value;
    batch.size = row + 1;
    if (batch.size == Batch.SIZE) {
      flush(to, Long.MIN_VALUE);
    }
  }

  private void flush(long upTo) {
    flushAll(combiner == null ? upTo : combiner.watermark(upTo));
  }

  private void flushAll(long upTo) {
    if (sending.length == 1) {
      advance(0, upTo);
      return;
    }
    for (int to = 0; to < sending.length; to++) {
      flush(to, upTo);
    }
  }

  private void flush(int to, long upTo) {
    Batch batch = sending[to];
    batch.watermark = upTo;
    while (!edges[me][to].full.offer(batch)) {
      pauseUnless(drain());
    }
    sending[to] = edges[me][to].empty();
  }

  private boolean drain() {
    boolean any = false;
    for (int from = 0; from < edges.length; from++) {
      Edge edge = edges[from][me];
      Batch batch = edge.full.poll();
      if (batch != null) {
        any = true;
        panes.add(batch);
        long upTo = batch.watermark;
        batch.size = 0;
        edge.free.offer(batch);
        advance(from, upTo);
      }
    }
    return any;
  }

  private void advance(int from, long upTo) {
    if (upTo <= watermarks[from]) {
      return;
    }
    watermarks[from] = upTo;
    long lowest = Arrays.stream(watermarks).min().orElseThrow();
    if (lowest > watermark) {
      watermark = lowest;
      panes.advance(lowest);
      outlet.advance(lowest);
    }
  }

  private void pauseUnless(boolean worked) {
    idle = worked || edges.length == 1 ? 0 : idle + 1;
    if (idle > 200) {
      LockSupport.parkNanos(SLEEP_NANOS);
    } else if (idle > 100) {
      Thread.onSpinWait();
    }
  }
}
