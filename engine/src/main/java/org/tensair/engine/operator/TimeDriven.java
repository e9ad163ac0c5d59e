package org.tensair.engine.operator;

/** A stage that acts when event time has passed some point. Called by the worker's thread only. */
public interface TimeDriven {

  /**
   * Does everything that is due.
   *
   * @param watermark no record with this time or an earlier one will come any more, but late ones
   * @return the watermark at which something is due next; {@code Long.MAX_VALUE} for nothing
   */
  long onWatermark(long watermark);
}
