package org.tensair.benchmarks.jet;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.config.ProcessingGuarantee;
import com.hazelcast.jet.datamodel.Tuple3;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.Sink;
import com.hazelcast.jet.pipeline.SinkBuilder;
import com.hazelcast.jet.pipeline.StreamStage;
import org.tensair.benchmarks.workload.EngineSystem;
import org.tensair.benchmarks.workload.Generator;
import org.tensair.benchmarks.workload.Nexmark;
import org.tensair.benchmarks.workload.Trial;
import org.tensair.benchmarks.workload.Variant;
import org.tensair.benchmarks.workload.Ysb;
import org.tensair.benchmarks.workload.YsbJson;

/** One member in this JVM, which looks for no others and listens on the loopback interface only. */
public final class JetSystem implements EngineSystem {

  private final HazelcastInstance member;

  /** Starts it with so many cooperative threads. */
  public JetSystem(int parallelism) {
    Config config = new Config();
    config.setProperty("hazelcast.logging.type", "none");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.getJetConfig().setEnabled(true).setCooperativeThreadCount(parallelism);
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    JoinConfig join = config.getNetworkConfig().getJoin();
    join.getMulticastConfig().setEnabled(false);
    join.getAutoDetectionConfig().setEnabled(false);
    member = Hazelcast.newHazelcastInstance(config);
  }

  @Override
  public void run(Trial trial) {
    Pipeline pipeline = Pipeline.create();
    plan(pipeline, trial).writeTo(recorder());
    JobConfig config = new JobConfig().setProcessingGuarantee(ProcessingGuarantee.NONE);
    member.getJet().newJob(pipeline, config).join();
  }

  @Override
  public void close() {
    member.shutdown();
  }

  private static StreamStage<Tuple3<Long, Long, Long>> plan(Pipeline pipeline, Trial trial) {
    return switch (trial.workload()) {
      case YSB -> JetYsb.views(read(pipeline, trial, Ysb::at));
      case YSB_JSON -> {
        StreamStage<YsbJson.Event> texts = read(pipeline, trial, YsbJson::at);
        yield trial.variant() == Variant.PROJECTION
            ? JetYsb.scannedViews(texts)
            : JetYsb.parsedViews(texts);
      }
      case YSB_STAR -> JetYsb.ratios(read(pipeline, trial, Ysb::at));
      case SWA_TUMBLING, SWA_SLIDING ->
          JetYsb.all(read(pipeline, trial, Ysb::at), trial.workload());
      case Q5 -> JetNexmark.hotItems(read(pipeline, trial, Nexmark::at));
      case Q8 -> JetNexmark.newSellers(read(pipeline, trial, Nexmark::at));
    };
  }

  private static <T> StreamStage<T> read(Pipeline pipeline, Trial trial, Generator<T> generator) {
    return pipeline.readFrom(FeedSource.of(generator, trial.parallelism())).withNativeTimestamps(0);
  }

  private static Sink<Tuple3<Long, Long, Long>> recorder() {
    return SinkBuilder.sinkBuilder("recorder", context -> Trial.current())
        .<Tuple3<Long, Long, Long>>receiveFn(
            (trial, result) -> trial.record(result.f0(), result.f1(), result.f2()))
        .build();
  }
}
