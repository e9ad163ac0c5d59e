package org.tensair.benchmarks.workload;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What every system computes; windows are of event time. */
public enum Workload {
  /** Views per campaign, of object events: filter, map by a table, key, count. */
  YSB("ysb", 10_000, 10_000),
  /** The same of JSON texts. */
  YSB_JSON("ysb-json", 10_000, 10_000),
  /** Two counts per campaign, of views and of clicks, joined per window to a ratio. */
  YSB_STAR("ysb-star", 10_000, 10_000),
  /** All events per campaign. */
  SWA_TUMBLING("swa-tumbling", 10_000, 10_000),
  /** The same over the last 10 s, every second. */
  SWA_SLIDING("swa-sliding", 10_000, 1_000),
  /**
   * Nexmark's query 5: the auction with most bids in the last 10 s, every second; the lower id of
   * two.
   */
  Q5("q5", 10_000, 1_000),
  /** Nexmark's query 8: who became a person and opened an auction in the same window, once each. */
  Q8("q8", 10_000, 10_000);

  private final String id;
  private final long size;
  private final long slide;

  Workload(String id, long size, long slide) {
    this.id = id;
    this.size = size;
    this.slide = slide;
  }

  /** Its name on the command line. */
  public String id() {
    return id;
  }

  /** Length of its windows, ms. */
  public long size() {
    return size;
  }

  /** Distance of its windows, ms; its size if they tumble. */
  public long slide() {
    return slide;
  }

  /** Whether its windows overlap. */
  public boolean slides() {
    return slide < size;
  }

  /** The one of a name. */
  public static Workload of(String id) {
    return Arrays.stream(values())
        .filter(workload -> workload.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "found the benchmark \""
                        + id
                        + "\", required one of "
                        + Arrays.stream(values())
                            .map(Workload::id)
                            .collect(Collectors.joining(", "))));
  }
}
