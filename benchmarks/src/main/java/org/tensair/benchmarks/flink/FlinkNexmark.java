package org.tensair.benchmarks.flink;

import java.time.Duration;
import org.apache.flink.api.common.functions.CoGroupFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.tensair.benchmarks.workload.Nexmark;
import org.tensair.benchmarks.workload.Workload;

/** Nexmark's queries 5 and 8. */
final class FlinkNexmark {

  private static final TypeInformation<Tuple2<Long, Long>> KEY_AND_TIME =
      Types.TUPLE(Types.LONG, Types.LONG);

  private FlinkNexmark() {}

  /** Window end, auction, bids. */
  static DataStream<Tuple3<Long, Long, Long>> hotItems(DataStream<Nexmark.Event> events) {
    DataStream<Long> auctions =
        events
            .<Long>flatMap(
                (event, out) -> {
                  if (event instanceof Nexmark.Bid bid) {
                    out.collect(bid.auction());
                  }
                })
            .returns(Types.LONG);
    return FlinkCounts.perWindow(auctions, Workload.Q5)
        .windowAll(TumblingEventTimeWindows.of(Duration.ofMillis(Workload.Q5.slide())))
        .reduce(
            (one, other) ->
                one.f2 > other.f2 || (one.f2.equals(other.f2) && one.f1 < other.f1) ? one : other);
  }

  /** Window end, person, 1. */
  static DataStream<Tuple3<Long, Long, Long>> newSellers(DataStream<Nexmark.Event> events) {
    DataStream<Tuple2<Long, Long>> persons =
        events
            .<Tuple2<Long, Long>>flatMap(
                (event, out) -> {
                  if (event instanceof Nexmark.Person person) {
                    out.collect(Tuple2.of(person.id(), person.time()));
                  }
                })
            .returns(KEY_AND_TIME);
    DataStream<Tuple2<Long, Long>> sellers =
        events
            .<Tuple2<Long, Long>>flatMap(
                (event, out) -> {
                  if (event instanceof Nexmark.Auction auction) {
                    out.collect(Tuple2.of(auction.seller(), auction.time()));
                  }
                })
            .returns(KEY_AND_TIME);
    CoGroupFunction<Tuple2<Long, Long>, Tuple2<Long, Long>, Tuple3<Long, Long, Long>> both =
        (became, opened, out) -> {
          if (became.iterator().hasNext() && opened.iterator().hasNext()) {
            Tuple2<Long, Long> person = became.iterator().next();
            long windowStart = person.f1 - person.f1 % Workload.Q8.size();
            out.collect(Tuple3.of(windowStart + Workload.Q8.size(), person.f0, 1L));
          }
        };
    return persons
        .coGroup(sellers)
        .where(person -> person.f0, Types.LONG)
        .equalTo(seller -> seller.f0, Types.LONG)
        .window(FlinkCounts.windows(Workload.Q8))
        .apply(both, FlinkCounts.COUNT);
  }
}
