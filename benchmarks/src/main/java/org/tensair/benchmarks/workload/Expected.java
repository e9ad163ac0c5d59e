package org.tensair.benchmarks.workload;

import it.unimi.dsi.fastutil.longs.Long2LongMap;
import it.unimi.dsi.fastutil.longs.Long2LongOpenHashMap;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What has to come out, computed plainly: each pane's sums straight from the indices, each window's
 * from its panes.
 */
public final class Expected {

  private final Workload workload;
  private final long events;
  private final Results results = new Results();

  private Expected(Workload workload, long events) {
    this.workload = workload;
    this.events = events;
  }

  /** Results of a workload over its first events; on all cores. */
  public static Results.Totals of(Workload workload, long events) {
    Expected expected = new Expected(workload, events);
    long perPane = workload.slide() * EventTime.EVENTS_PER_MS;
    long windows = (events + perPane - 1) / perPane + workload.size() / workload.slide() - 1;
    int parts = 4 * Runtime.getRuntime().availableProcessors();
    IntStream.range(0, parts)
        .parallel()
        .forEach(part -> expected.windows(part * windows / parts, (part + 1) * windows / parts));
    return expected.results.totals();
  }

  /** Window w is the one whose last pane is pane w. */
  private void windows(long from, long to) {
    long panes = workload.size() / workload.slide();
    Map<Long, Long2LongMap> kept = new HashMap<>();
    for (long window = from; window < to; window++) {
      Long2LongOpenHashMap sums = new Long2LongOpenHashMap();
      for (long pane = Math.max(0, window - panes + 1); pane <= window; pane++) {
        kept.computeIfAbsent(pane, this::pane)
            .long2LongEntrySet()
            .forEach(entry -> sums.addTo(entry.getLongKey(), entry.getLongValue()));
      }
      kept.remove(window - panes + 1);
      long windowEnd = EventTime.START + (window + 1) * workload.slide();
      WindowSums.record(workload, windowEnd, sums, results::add);
    }
  }

  private Long2LongMap pane(long pane) {
    long perPane = workload.slide() * EventTime.EVENTS_PER_MS;
    Long2LongOpenHashMap sums = new Long2LongOpenHashMap();
    long end = Math.min(events, (pane + 1) * perPane);
    for (long index = pane * perPane; index < end; index++) {
      add(index, sums);
    }
    return sums;
  }

  private void add(long index, Long2LongOpenHashMap sums) {
    switch (workload) {
      case YSB -> addAd(EventTime.mix(index), 1, 0, 0, sums);
      case YSB_JSON -> addAd(EventTime.mix(index & (YsbJson.TEXTS - 1)), 1, 0, 0, sums);
      case YSB_STAR -> addAd(EventTime.mix(index), WindowSums.FIRST, WindowSums.SECOND, 0, sums);
      case SWA_TUMBLING, SWA_SLIDING -> addAd(EventTime.mix(index), 1, 1, 1, sums);
      case Q5 -> {
        if (Nexmark.isBid(index)) {
          sums.addTo(Nexmark.biddenAuction(index), 1);
        }
      }
      case Q8 -> {
        if (Nexmark.isPerson(index)) {
          sums.addTo(Nexmark.newPerson(index), WindowSums.FIRST);
        } else if (Nexmark.isAuction(index)) {
          sums.addTo(Nexmark.seller(index), WindowSums.SECOND);
        }
      }
    }
  }

  private static void addAd(
      long hash, long ofView, long ofClick, long ofPurchase, Long2LongOpenHashMap sums) {
    int type = Ysb.eventType(hash);
    long value = type == Ysb.VIEW ? ofView : type == Ysb.CLICK ? ofClick : ofPurchase;
    if (value != 0) {
      sums.addTo(Ysb.campaignOf(Ysb.ad(hash)), value);
    }
  }
}
