package org.tensair.exchange;

import java.util.function.Consumer;

/**
 * What happens to a message between two replicas: the one place where the simulation enters the
 * production classes. It may deliver now or later, several times, altered, or never.
 */
@FunctionalInterface
public interface FaultSeam {

  /** Every message arrives once and at once. */
  FaultSeam NONE = (from, to, message, deliver) -> deliver.accept(message);

  /**
   * Passes a message on. Called by the sender's thread.
   *
   * @param message comes with one reference to its payload: to be {@linkplain Frame#release
   *     released} if it is dropped, {@linkplain Frame#retain retained} once for each repetition
   * @param deliver hands it to the receiver; may be called by any thread
   */
  void pass(int from, int to, Frame message, Consumer<Frame> deliver);
}
