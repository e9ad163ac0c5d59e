package org.tensair.api;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a window gives results.
 *
 * @param allowedLateness how far the event time may have passed a window's end for a record still
 *     to be counted; each such record gives the window's result anew
 * @param early how often an open window gives its result so far, in event time; null for never
 * @param combined whether each worker aggregates its own records before it sends them to the worker
 *     of their key; less to send, but results wait for the workers' windows, and records that
 *     become late on the way are counted as one and dropped, not given to {@link Stream#late}
 */
public record WindowOptions(Duration allowedLateness, @Nullable Duration early, boolean combined)
    implements Serializable {

  /** Nothing late, nothing early, not combined. */
  public static final WindowOptions DEFAULTS = new WindowOptions(Duration.ZERO, null, false);
}
