package org.tensair.benchmarks.flink;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.tensair.benchmarks.workload.EngineSystem;
import org.tensair.benchmarks.workload.Generator;
import org.tensair.benchmarks.workload.Nexmark;
import org.tensair.benchmarks.workload.Trial;
import org.tensair.benchmarks.workload.Variant;
import org.tensair.benchmarks.workload.Ysb;
import org.tensair.benchmarks.workload.YsbJson;

/**
 * Flink in this JVM: objects are reused between functions, state is on the heap, nothing is
 * checkpointed.
 */
public final class FlinkSystem implements EngineSystem {

  private final Configuration configuration = new Configuration();

  /** With Flink's own intervals: watermarks every 200 ms, partial buffers after 100 ms. */
  public FlinkSystem() {
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
  }

  /** With watermarks, and partial buffers, after so long. */
  public FlinkSystem(Duration interval) {
    this();
    configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, interval);
    configuration.set(ExecutionOptions.BUFFER_TIMEOUT, interval);
  }

  @Override
  public void run(Trial trial) throws Exception {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(trial.parallelism(), configuration);
    plan(environment, trial).sinkTo(new RecordingSink());
    environment.execute(trial.workload().id());
  }

  private static DataStream<Tuple3<Long, Long, Long>> plan(
      StreamExecutionEnvironment environment, Trial trial) {
    return switch (trial.workload()) {
      case YSB -> FlinkYsb.views(ysb(environment));
      case YSB_JSON -> {
        DataStream<YsbJson.Event> texts = read(environment, YsbJson::at, YsbJson.Event.class);
        yield trial.variant() == Variant.PROJECTION
            ? FlinkYsb.scannedViews(texts)
            : FlinkYsb.parsedViews(texts);
      }
      case YSB_STAR -> FlinkYsb.ratios(ysb(environment));
      case SWA_TUMBLING, SWA_SLIDING -> FlinkYsb.all(ysb(environment), trial.workload());
      case Q5 -> FlinkNexmark.hotItems(nexmark(environment));
      case Q8 -> FlinkNexmark.newSellers(nexmark(environment));
    };
  }

  private static DataStream<Ysb.Event> ysb(StreamExecutionEnvironment environment) {
    return read(environment, Ysb::at, Ysb.Event.class);
  }

  private static DataStream<Nexmark.Event> nexmark(StreamExecutionEnvironment environment) {
    return read(environment, Nexmark::at, Nexmark.Event.class);
  }

  private static <T> DataStream<T> read(
      StreamExecutionEnvironment environment, Generator<T> generator, Class<T> type) {
    return environment.fromSource(
        new FeedSource<>(generator),
        WatermarkStrategy.forMonotonousTimestamps(),
        "feed",
        TypeInformation.of(type));
  }
}
