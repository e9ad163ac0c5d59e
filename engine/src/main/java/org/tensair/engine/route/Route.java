package org.tensair.engine.route;

import org.tensair.engine.queue.Channel;

/**
 * The queue of one edge of the plan from one worker to one worker. The batches that circulate bound
 * what is in it.
 */
public final class Route {

  private static final int RECORDS = 1_024;
  private static final int BATCHES = 8;

  private final Channel<RouteBatch> channel;

  /**
   * @param wakeSender unparks the worker that sends
   * @param wakeReceiver unparks the worker that receives
   */
  public Route(Runnable wakeSender, Runnable wakeReceiver) {
    channel = new Channel<>(BATCHES, () -> new RouteBatch(RECORDS), wakeSender, wakeReceiver);
  }

  Channel<RouteBatch> channel() {
    return channel;
  }

  /** Batches that wait to be taken, of those that there are, 0 to 1. Any thread. */
  public double fill() {
    return (double) channel.waiting() / BATCHES;
  }
}
