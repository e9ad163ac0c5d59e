package org.tensair.exchange;

import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * One replica's end of an {@link InProcessNetwork}: an inbox which peers' threads fill and the
 * replica's thread empties.
 *
 * <p>Nothing here blocks, and the queue makes what the sender wrote before sending visible to the
 * receiver. Closing races with delivery: the closer sets the flag and then empties the inbox; a
 * deliverer adds and then looks at the flag. Whichever comes second sees the other, so one of the
 * two takes each late message out and releases it.
 */
final class InProcessTransport implements Transport {
  private final InProcessNetwork network;
  private final int rank;
  private final ConcurrentLinkedQueue<Frame> inbox = new ConcurrentLinkedQueue<>();
  private volatile Runnable wakeUp = () -> {};
  private volatile boolean closed;

  InProcessTransport(InProcessNetwork network, int rank) {
    this.network = network;
    this.rank = rank;
  }

  @Override
  public int replicas() {
    return network.replicas();
  }

  @Override
  public void send(int to, Frame message) {
    network.send(rank, to, message);
  }

  /** Called by any thread. */
  void deliver(Frame message) {
    inbox.add(message);
    if (closed) {
      releaseAll();
    } else {
      wakeUp.run();
    }
  }

  @Override
  public @Nullable Frame poll() {
    return inbox.poll();
  }

  @Override
  public void onArrival(Runnable wakeUp) {
    this.wakeUp = wakeUp;
  }

  @Override
  public void close() {
    closed = true;
    releaseAll();
  }

  private void releaseAll() {
    for (Frame message = inbox.poll(); message != null; message = inbox.poll()) {
      message.release();
    }
  }
}
