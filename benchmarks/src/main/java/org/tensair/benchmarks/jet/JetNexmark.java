package org.tensair.benchmarks.jet;

import com.hazelcast.jet.aggregate.AggregateOperations;
import com.hazelcast.jet.datamodel.KeyedWindowResult;
import com.hazelcast.jet.datamodel.Tuple3;
import com.hazelcast.jet.pipeline.StreamStage;
import com.hazelcast.jet.pipeline.WindowDefinition;
import org.tensair.benchmarks.workload.Nexmark;
import org.tensair.benchmarks.workload.Workload;

/** Nexmark's queries 5 and 8. */
final class JetNexmark {

  private JetNexmark() {}

  /** Window end, auction, bids. */
  static StreamStage<Tuple3<Long, Long, Long>> hotItems(StreamStage<Nexmark.Event> events) {
    return events
        .filter(Nexmark.Bid.class::isInstance)
        .map(event -> ((Nexmark.Bid) event).auction())
        .groupingKey(auction -> auction)
        .window(JetYsb.windows(Workload.Q5))
        .aggregate(AggregateOperations.counting())
        .window(WindowDefinition.tumbling(Workload.Q5.slide()))
        .aggregate(AggregateOperations.maxBy(JetNexmark::compare))
        .map(
            window ->
                Tuple3.tuple3(
                    window.result().end(), window.result().key(), window.result().result()));
  }

  /** More bids are greater; of as many, the lower auction is. */
  private static int compare(
      KeyedWindowResult<Long, Long> one, KeyedWindowResult<Long, Long> other) {
    int byCount = one.result().compareTo(other.result());
    return byCount != 0 ? byCount : other.key().compareTo(one.key());
  }

  /** Window end, person, 1. */
  static StreamStage<Tuple3<Long, Long, Long>> newSellers(StreamStage<Nexmark.Event> events) {
    var sellers =
        events
            .filter(Nexmark.Auction.class::isInstance)
            .map(event -> ((Nexmark.Auction) event).seller())
            .groupingKey(seller -> seller);
    return events
        .filter(Nexmark.Person.class::isInstance)
        .map(event -> ((Nexmark.Person) event).id())
        .groupingKey(person -> person)
        .window(WindowDefinition.tumbling(Workload.Q8.size()))
        .aggregate2(AggregateOperations.counting(), sellers, AggregateOperations.counting())
        .filter(counts -> counts.result().f0() > 0 && counts.result().f1() > 0)
        .map(counts -> Tuple3.tuple3(counts.end(), counts.key(), 1L));
  }
}
