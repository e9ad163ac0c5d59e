package org.tensair.benchmarks.jet;

import com.hazelcast.jet.aggregate.AggregateOperations;
import com.hazelcast.jet.datamodel.KeyedWindowResult;
import com.hazelcast.jet.datamodel.Tuple3;
import com.hazelcast.jet.pipeline.StreamStage;
import com.hazelcast.jet.pipeline.StreamStageWithKey;
import com.hazelcast.jet.pipeline.WindowDefinition;
import org.tensair.benchmarks.workload.Workload;
import org.tensair.benchmarks.workload.Ysb;
import org.tensair.benchmarks.workload.YsbJson;

/** Campaigns by what is seen of their ads. */
final class JetYsb {

  private JetYsb() {}

  static StreamStage<Tuple3<Long, Long, Long>> views(StreamStage<Ysb.Event> events) {
    return count(campaigns(events, Ysb.VIEW), Workload.YSB);
  }

  static StreamStage<Tuple3<Long, Long, Long>> all(
      StreamStage<Ysb.Event> events, Workload workload) {
    return count(
        events.map(event -> Ysb.campaign(event.ad())).groupingKey(campaign -> campaign), workload);
  }

  static StreamStage<Tuple3<Long, Long, Long>> parsedViews(StreamStage<YsbJson.Event> events) {
    return ofTexts(events.map(event -> orNull(YsbJson.campaign(event.text()))));
  }

  static StreamStage<Tuple3<Long, Long, Long>> scannedViews(StreamStage<YsbJson.Event> events) {
    return ofTexts(events.map(event -> orNull(YsbJson.campaignByProjection(event.text()))));
  }

  private static StreamStage<Tuple3<Long, Long, Long>> ofTexts(StreamStage<Long> campaigns) {
    return count(campaigns.groupingKey(campaign -> campaign), Workload.YSB_JSON);
  }

  /** What a mapping of Jet's leaves out is null. */
  @SuppressWarnings("NullAway")
  private static Long orNull(long campaign) {
    return campaign == YsbJson.NO_VIEW ? null : (Long) campaign;
  }

  /** Clicks per million views. */
  static StreamStage<Tuple3<Long, Long, Long>> ratios(StreamStage<Ysb.Event> events) {
    return campaigns(events, Ysb.VIEW)
        .window(WindowDefinition.tumbling(Workload.YSB_STAR.size()))
        .aggregate2(
            AggregateOperations.counting(),
            campaigns(events, Ysb.CLICK),
            AggregateOperations.counting())
        .filter(counts -> counts.result().f0() > 0 && counts.result().f1() > 0)
        .map(
            counts ->
                Tuple3.tuple3(
                    counts.end(),
                    counts.key(),
                    Ysb.clicksPerMillionViews(counts.result().f0(), counts.result().f1())));
  }

  private static StreamStageWithKey<Long, Long> campaigns(
      StreamStage<Ysb.Event> events, int eventType) {
    return events
        .filter(event -> event.eventType() == eventType)
        .map(event -> Ysb.campaign(event.ad()))
        .groupingKey(campaign -> campaign);
  }

  private static StreamStage<Tuple3<Long, Long, Long>> count(
      StreamStageWithKey<Long, Long> campaigns, Workload workload) {
    return campaigns
        .window(windows(workload))
        .aggregate(AggregateOperations.counting())
        .map(JetYsb::named);
  }

  static WindowDefinition windows(Workload workload) {
    return WindowDefinition.sliding(workload.size(), workload.slide());
  }

  private static Tuple3<Long, Long, Long> named(KeyedWindowResult<Long, Long> count) {
    return Tuple3.tuple3(count.end(), count.key(), count.result());
  }
}
