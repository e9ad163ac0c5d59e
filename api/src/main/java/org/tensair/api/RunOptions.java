package org.tensair.api;

import java.time.Duration;

/**
 * How a pipeline is run.
 *
 * @param maxSkew how far bounded sources may be read ahead of the slowest one, in event time
 * @param metrics whether stages count their records
 */
public record RunOptions(Duration maxSkew, boolean metrics) {

  /** One hour of skew, with metrics. */
  public static RunOptions defaults() {
    return new RunOptions(Duration.ofHours(1), true);
  }
}
