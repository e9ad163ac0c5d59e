package org.tensair.benchmarks.flink;

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.Collector;
import org.tensair.benchmarks.workload.Workload;
import org.tensair.benchmarks.workload.Ysb;
import org.tensair.benchmarks.workload.YsbJson;

/** Campaigns by what is seen of their ads. */
final class FlinkYsb {

  private FlinkYsb() {}

  static DataStream<Tuple3<Long, Long, Long>> views(DataStream<Ysb.Event> events) {
    return FlinkCounts.perWindow(campaigns(events, Ysb.VIEW), Workload.YSB);
  }

  static DataStream<Tuple3<Long, Long, Long>> all(DataStream<Ysb.Event> events, Workload workload) {
    DataStream<Long> campaigns = events.map(event -> Ysb.campaign(event.ad())).returns(Types.LONG);
    return FlinkCounts.perWindow(campaigns, workload);
  }

  static DataStream<Tuple3<Long, Long, Long>> parsedViews(DataStream<YsbJson.Event> events) {
    return ofTexts(events, (event, out) -> emitView(YsbJson.campaign(event.text()), out));
  }

  static DataStream<Tuple3<Long, Long, Long>> scannedViews(DataStream<YsbJson.Event> events) {
    return ofTexts(
        events, (event, out) -> emitView(YsbJson.campaignByProjection(event.text()), out));
  }

  private static DataStream<Tuple3<Long, Long, Long>> ofTexts(
      DataStream<YsbJson.Event> events, FlatMapFunction<YsbJson.Event, Long> campaign) {
    return FlinkCounts.perWindow(events.flatMap(campaign).returns(Types.LONG), Workload.YSB_JSON);
  }

  private static void emitView(long campaign, Collector<Long> out) {
    if (campaign != YsbJson.NO_VIEW) {
      out.collect(campaign);
    }
  }

  /** Clicks per million views. */
  static DataStream<Tuple3<Long, Long, Long>> ratios(DataStream<Ysb.Event> events) {
    DataStream<Tuple3<Long, Long, Long>> views =
        FlinkCounts.perWindow(campaigns(events, Ysb.VIEW), Workload.YSB_STAR);
    DataStream<Tuple3<Long, Long, Long>> clicks =
        FlinkCounts.perWindow(campaigns(events, Ysb.CLICK), Workload.YSB_STAR);
    return views
        .join(clicks)
        .where(count -> count.f1, Types.LONG)
        .equalTo(count -> count.f1, Types.LONG)
        .window(FlinkCounts.windows(Workload.YSB_STAR))
        .apply(
            (ofViews, ofClicks) ->
                Tuple3.of(
                    ofViews.f0, ofViews.f1, Ysb.clicksPerMillionViews(ofViews.f2, ofClicks.f2)),
            FlinkCounts.COUNT);
  }

  private static DataStream<Long> campaigns(DataStream<Ysb.Event> events, int eventType) {
    return events
        .filter(event -> event.eventType() == eventType)
        .map(event -> Ysb.campaign(event.ad()))
        .returns(Types.LONG);
  }
}
