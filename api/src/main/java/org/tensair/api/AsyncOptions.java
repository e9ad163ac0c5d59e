package org.tensair.api;

import java.io.Serializable;
import java.time.Duration;

/**
 * How an outside service is asked.
 *
 * @param concurrency how many records a worker waits for at a time, at least 1; then it blocks
 * @param ordered whether results leave in the order of their records, else as they come; always,
 *     where all sources are bounded, since what is merged by event time has to be in order
 * @param timeout of one attempt
 * @param retries further attempts after a failed one, 0 or more; the last failure stops the run
 * @param backoff wait before the first further attempt, doubled for each one after
 */
public record AsyncOptions(
    int concurrency, boolean ordered, Duration timeout, int retries, Duration backoff)
    implements Serializable {

  /** 100 at a time, ordered, 10 seconds, 3 further attempts after 100, 200 and 400 ms. */
  public static AsyncOptions defaults() {
    return new AsyncOptions(100, true, Duration.ofSeconds(10), 3, Duration.ofMillis(100));
  }

  /** The same with another concurrency. */
  public AsyncOptions concurrency(int concurrency) {
    return new AsyncOptions(concurrency, ordered, timeout, retries, backoff);
  }

  /** The same without keeping the order. */
  public AsyncOptions unordered() {
    return new AsyncOptions(concurrency, false, timeout, retries, backoff);
  }

  /** The same with another time-out of one attempt. */
  public AsyncOptions timeout(Duration timeout) {
    return new AsyncOptions(concurrency, ordered, timeout, retries, backoff);
  }

  /** The same with other further attempts. */
  public AsyncOptions retries(int retries, Duration backoff) {
    return new AsyncOptions(concurrency, ordered, timeout, retries, backoff);
  }
}
