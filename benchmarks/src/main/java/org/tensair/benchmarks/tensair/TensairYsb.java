package org.tensair.benchmarks.tensair;

import static org.tensair.api.Aggregates.combined;
import static org.tensair.api.Aggregates.sumLong;

import org.tensair.api.Stream;
import org.tensair.benchmarks.workload.Trial;
import org.tensair.benchmarks.workload.Variant;
import org.tensair.benchmarks.workload.Ysb;
import org.tensair.benchmarks.workload.YsbJson;

/** Campaigns by what is seen of their ads. */
final class TensairYsb {

  private TensairYsb() {}

  static Stream<Result> views(Stream<Ysb.Event> events, Trial trial) {
    return all(events.filter(event -> event.eventType() == Ysb.VIEW), trial);
  }

  static Stream<Result> all(Stream<Ysb.Event> events, Trial trial) {
    return TensairCounts.perWindow(events.map(event -> Ysb.campaign(event.ad())), trial);
  }

  static Stream<Result> viewsOfTexts(Stream<YsbJson.Event> events, Trial trial) {
    Stream<Long> campaigns =
        trial.variant() == Variant.PROJECTION
            ? events.map(event -> YsbJson.campaignByProjection(event.text()))
            : events.map(event -> YsbJson.campaign(event.text()));
    return TensairCounts.perWindow(
        campaigns.filter(campaign -> campaign != YsbJson.NO_VIEW), trial);
  }

  /** Clicks per million views, of the campaigns that have both. */
  static Stream<Result> ratios(Stream<Ysb.Event> events, Trial trial) {
    Stream<Seen> seen =
        events
            .filter(event -> event.eventType() <= Ysb.CLICK)
            .map(event -> new Seen(Ysb.campaign(event.ad()), event.eventType()));
    return TensairCounts.windowed(seen.keyBy(Seen::campaign), trial)
        .aggregate(
            combined(sumLong(Seen::views), sumLong(Seen::clicks), Ratio::new),
            window -> new Counted(window.end(), window.key(), window.value()))
        .filter(counted -> counted.ratio().defined())
        .map(
            counted ->
                new Result(counted.windowEnd(), counted.campaign(), counted.ratio().perMillion()));
  }

  /** An ad of a campaign was seen or clicked. */
  record Seen(long campaign, int eventType) {

    long views() {
      return eventType == Ysb.VIEW ? 1 : 0;
    }

    long clicks() {
      return eventType == Ysb.CLICK ? 1 : 0;
    }
  }

  record Ratio(long views, long clicks) {

    boolean defined() {
      return views > 0 && clicks > 0;
    }

    long perMillion() {
      return Ysb.clicksPerMillionViews(views, clicks);
    }
  }

  record Counted(long windowEnd, long campaign, Ratio ratio) {}
}
