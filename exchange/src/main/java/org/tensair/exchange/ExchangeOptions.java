package org.tensair.exchange;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Options of the exchange; the same for all replicas.
 *
 * @param staleness the bound s: so many of a replica's mini-batches may be missing from a live
 *     peer's clock when it starts the next; 0 is synchronous
 * @param deadline after so long without a word, or without progress on what it was sent, a peer is
 *     left out
 * @param heartbeat a replica with nothing to say still speaks so often; at most half the deadline
 * @param retransmit age at which a message that a peer says it lacks is sent again
 * @param retainedBytes of own messages kept for suspected peers; one that needs more is lost for
 *     good
 */
public record ExchangeOptions(
    int staleness, Duration deadline, Duration heartbeat, Duration retransmit, long retainedBytes) {

  private static final Duration LONGEST_HEARTBEAT = Duration.ofMillis(50);

  /** Checks all options and reports every problem at once. */
  public ExchangeOptions {
    List<String> problems = new ArrayList<>();
    if (staleness < 0) {
      problems.add("found staleness = " + staleness + ", required 0 or more.");
    }
    positive(problems, "deadline", deadline);
    positive(problems, "heartbeat", heartbeat);
    positive(problems, "retransmit", retransmit);
    if (heartbeat.multipliedBy(2).compareTo(deadline) > 0) {
      problems.add(
          "found heartbeat = "
              + heartbeat
              + ", required at most half the deadline "
              + deadline
              + ".");
    }
    if (retainedBytes <= 0) {
      problems.add("found retainedBytes = " + retainedBytes + ", required 1 or more.");
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("Exchange options: " + String.join(" ", problems));
    }
  }

  /**
   * Options with the usual intervals: heartbeats every 20th of the deadline and at least every 50
   * ms, retransmission after a tenth of the deadline, 256 MiB retained.
   */
  public static ExchangeOptions of(int staleness, Duration deadline) {
    Duration heartbeat = deadline.dividedBy(20);
    return new ExchangeOptions(
        staleness,
        deadline,
        heartbeat.compareTo(LONGEST_HEARTBEAT) < 0 ? heartbeat : LONGEST_HEARTBEAT,
        deadline.dividedBy(10),
        256L << 20);
  }

  private static void positive(List<String> problems, String option, Duration found) {
    if (found.isNegative() || found.isZero()) {
      problems.add("found " + option + " = " + found + ", required a positive duration.");
    }
  }
}
