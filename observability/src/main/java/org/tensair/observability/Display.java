package org.tensair.observability;

import org.tensair.api.LearningResult;

/** Shows how a run goes on. Used by one thread. */
interface Display extends AutoCloseable {

  /**
   * Takes the newest reading, a few times a second; returns soon.
   *
   * @param seconds since the start of the process
   * @param recordsPerSecond over about the last second
   * @param result so far
   */
  void show(double seconds, double recordsPerSecond, LearningResult result);

  /** Leaves the terminal as it was, the cursor at the start of a line. */
  @Override
  void close();
}
