package org.tensair.engine.route;

import org.jspecify.annotations.Nullable;
import org.tensair.engine.operator.Port;
import org.tensair.engine.operator.TimeStep;
import org.tensair.engine.queue.Channel;
import org.tensair.engine.source.Head;

/**
 * The next record that one worker sends on one edge. Before it: a {@link RouteSender}; after it:
 * the stage that takes the edge's records.
 */
public final class RouteHead extends Head {

  private final Channel<RouteBatch> channel;
  private final Port port;
  private @Nullable Port entry;
  private @Nullable RouteBatch batch;
  private int next;
  private long watermark = Long.MIN_VALUE;
  private boolean idle;
  private long marker;

  /** Hands records to {@code port}. */
  public RouteHead(Route route, Port port) {
    this.channel = route.channel();
    this.port = port;
  }

  @Override
  public boolean present() {
    while (true) {
      if (batch != null) {
        if (next < batch.size()) {
          return true;
        }
        finish(batch);
        batch = null;
      }
      if (marker != 0) {
        return false;
      }
      batch = channel.take();
      next = 0;
      if (batch == null) {
        return false;
      }
      // Whoever sends records says something of the time.
      idle = idle && batch.size() == 0;
    }
  }

  private void finish(RouteBatch done) {
    watermark = Math.max(watermark, done.watermark());
    idle = done.idle();
    marker = done.marker();
    done.clear();
    channel.recycle(done);
  }

  @Override
  public boolean ended() {
    return batch == null && marker == 0 && channel.ended();
  }

  @Override
  public long time() {
    return taken().time(next);
  }

  @Override
  public long watermark() {
    return watermark;
  }

  @Override
  public boolean idle() {
    return idle;
  }

  @Override
  public long marker() {
    return marker;
  }

  @Override
  public void pass() {
    marker = 0;
  }

  @Override
  public void forward() {
    RouteBatch taken = taken();
    long time = taken.time(next);
    behind(time);
    enter(taken.record(next++), time);
  }

  @Override
  public int forward(int most, TimeStep step) {
    int left = most;
    while (left > 0 && present()) {
      RouteBatch taken = taken();
      Port to = port();
      int from = next;
      int until = Math.min(taken.size(), from + left);
      // If a stage fails, the run ends, and what is next does not matter.
      next = until;
      for (int i = from; i < until; i++) {
        long time = taken.time(i);
        behind(time);
        to.accept(taken.record(i), time);
        step.finish();
      }
      left -= until - from;
    }
    return most - left;
  }

  @Override
  public void hold() {
    RouteBatch taken = taken();
    long time = taken.time(next);
    behind(time);
    hold(taken.record(next++), time);
  }

  @Override
  protected void enter(Object record, long time) {
    port().accept(record, time);
  }

  private Port port() {
    Port made = entry;
    if (made == null) {
      // Not before the first record: now all stages are connected.
      made = port.entry();
      entry = made;
    }
    return made;
  }

  private RouteBatch taken() {
    if (batch == null) {
      throw new IllegalStateException("Route: no record is present.");
    }
    return batch;
  }
}
