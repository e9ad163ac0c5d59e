package org.tensair.exchange;

import org.jspecify.annotations.Nullable;

/**
 * Carries messages between one replica and its peers. It may lose, repeat and reorder them: {@link
 * Exchange} repairs that. Used by the replica's thread only, but for the wake-up.
 */
public interface Transport extends AutoCloseable {

  /** All replicas, this one included. */
  int replicas();

  /**
   * Sends without blocking. Takes over one reference to the message's payload, also when it cannot
   * be sent.
   */
  void send(int to, Frame message);

  /**
   * The next message that has arrived, or null; never blocks. The caller owns one reference to its
   * payload.
   */
  @Nullable Frame poll();

  /**
   * Calls {@code wakeUp} after each arrival, from any thread; it must not block, and must be
   * harmless when nothing is found. Replaces the previous one.
   */
  void onArrival(Runnable wakeUp);

  /** Releases what was not polled, now and later. */
  @Override
  void close();
}
