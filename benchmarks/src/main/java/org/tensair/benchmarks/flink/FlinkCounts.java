package org.tensair.benchmarks.flink;

import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.windowing.WindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.tensair.benchmarks.workload.Workload;

/** Counts per key and window: what most of the workloads have in them. */
final class FlinkCounts {

  /** Window end (exclusive), key, count. */
  static final TypeInformation<Tuple3<Long, Long, Long>> COUNT =
      Types.TUPLE(Types.LONG, Types.LONG, Types.LONG);

  private FlinkCounts() {}

  static DataStream<Tuple3<Long, Long, Long>> perWindow(DataStream<Long> keys, Workload workload) {
    WindowFunction<Long, Tuple3<Long, Long, Long>, Long, TimeWindow> named =
        (key, window, counts, out) ->
            out.collect(Tuple3.of(window.getEnd(), key, counts.iterator().next()));
    return keys.keyBy(key -> key, Types.LONG)
        .window(windows(workload))
        .aggregate(new Count<>(), named, Types.LONG, COUNT);
  }

  static WindowAssigner<Object, TimeWindow> windows(Workload workload) {
    Duration size = Duration.ofMillis(workload.size());
    return workload.slides()
        ? SlidingEventTimeWindows.of(size, Duration.ofMillis(workload.slide()))
        : TumblingEventTimeWindows.of(size);
  }
}
