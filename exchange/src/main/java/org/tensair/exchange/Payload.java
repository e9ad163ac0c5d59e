package org.tensair.exchange;

/**
 * What one mini-batch changed in the weights. Immutable and counted: every receiver of a frame
 * holds a reference of its own, and the last release frees the memory. All methods may be called by
 * any thread.
 */
public interface Payload {

  /** Size in bytes, for flow control and counters. */
  long bytes();

  /** Whether every number in it is finite; what is not must never be sent. */
  boolean finite();

  /** Adds a reference; the caller must hold one already. */
  void retain();

  /** Gives a reference back. */
  void release();
}
