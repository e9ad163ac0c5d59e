package org.tensair.engine.route;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensair.engine.operator.Port;
import org.tensair.engine.queue.Channel;

/**
 * Sends the records of one edge from one worker to others, in batches. Before it: the last stage of
 * a chain; after it: a {@link RouteHead} at each receiver. Where a queue is full it lets the worker
 * do what is downstream of it until there is room.
 */
public final class RouteSender implements Port {

  /** Chooses the receiver of a record. */
  public interface Target {
    /** From 0 on; {@link #ALL} for everyone. */
    int of(Object record, long eventTime);

    /** Everyone. */
    int ALL = -1;
  }

  private final Target target;
  private final Runnable whileFull;
  private final Out[] outs;

  /**
   * @param routes to the receivers
   * @param whileFull does something else for a moment; throws to give up
   */
  public RouteSender(Target target, List<Route> routes, Runnable whileFull) {
    this.target = target;
    this.whileFull = whileFull;
    this.outs = routes.stream().map(route -> new Out(route.channel())).toArray(Out[]::new);
  }

  @Override
  public void accept(Object record, long eventTime) {
    send(target.of(record, eventTime), record, eventTime);
  }

  @Override
  public Port in() {
    Target receiver = target;
    return (record, eventTime) -> send(receiver.of(record, eventTime), record, eventTime);
  }

  private void send(int to, Object record, long eventTime) {
    if (to == Target.ALL) {
      for (Out out : outs) {
        out.add(record, eventTime);
      }
    } else {
      outs[to].add(record, eventTime);
    }
  }

  /**
   * Sends what waits for its batch to fill, and the time, as far as there is room.
   *
   * @param watermark no record with this time or an earlier one follows, but late ones
   * @param idle whether the sender has nothing to say of the time for now
   */
  public void flush(long watermark, boolean idle) {
    for (Out out : outs) {
      out.flush(watermark, idle);
    }
  }

  /** Sends everything, then a marker. */
  public void mark(long watermark, boolean idle, long marker) {
    for (Out out : outs) {
      out.close(watermark, idle, marker);
    }
  }

  /** Sends everything and the time; nothing follows. */
  public void end(long watermark) {
    for (Out out : outs) {
      out.close(watermark, false, 0);
      out.channel.end();
    }
  }

  private final class Out {
    private final Channel<RouteBatch> channel;
    private @Nullable RouteBatch filling;
    // A full batch goes with the time that was true before its records: it is always true.
    private long told = Long.MIN_VALUE;
    private boolean toldIdle;

    Out(Channel<RouteBatch> channel) {
      this.channel = channel;
    }

    void add(Object record, long eventTime) {
      RouteBatch batch = filling;
      if (batch == null) {
        batch = waitForRoom();
      }
      if (batch.add(record, eventTime)) {
        send(batch, told, false, 0);
      }
    }

    void flush(long watermark, boolean idle) {
      RouteBatch batch = filling;
      if (batch == null) {
        if (watermark <= told && idle == toldIdle) {
          return;
        }
        batch = channel.empty();
        if (batch == null) {
          return;
        }
        filling = batch;
      }
      if (batch.size() > 0 || watermark > told || idle != toldIdle) {
        send(batch, Math.max(told, watermark), idle, 0);
      }
    }

    void close(long watermark, boolean idle, long marker) {
      RouteBatch batch = filling == null ? waitForRoom() : filling;
      send(batch, Math.max(told, watermark), idle, marker);
    }

    private RouteBatch waitForRoom() {
      RouteBatch batch = channel.empty();
      while (batch == null) {
        whileFull.run();
        // The worker may have flushed this very edge meanwhile, and left a batch.
        batch = filling == null ? channel.empty() : filling;
      }
      filling = batch;
      return batch;
    }

    private void send(RouteBatch batch, long watermark, boolean idle, long marker) {
      told = watermark;
      toldIdle = idle;
      batch.close(watermark, idle, marker);
      filling = null;
      channel.publish(batch);
    }
  }
}
