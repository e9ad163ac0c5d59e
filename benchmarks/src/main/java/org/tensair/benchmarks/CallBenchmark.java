package org.tensair.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.tensair.api.Model;
import org.tensair.api.RowBlock;
import org.tensair.api.spi.LoadedModel;
import org.tensair.api.spi.ModelReplica;
import org.tensair.api.spi.ReplicaSettings;
import org.tensair.tensorflow.TensorFlowRuntime;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.TFloat32;

/**
 * What the whole call of a signature costs that hands a row of 8 floats on: floats in, floats out.
 * {@code ours} goes through a replica; the others are the ways that TensorFlow Java offers.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@State(Scope.Thread)
public class CallBenchmark {

  private static final int WIDTH = 8;

  private final LoadedModel model;
  private final ModelReplica replica;
  private final RowBlock in;
  private final RowBlock out;

  private final SavedModelBundle bundle;
  private final Session session;
  private final String inputName;
  private final String outputName;
  private final Operand<?> input;
  private final Output<?> output;
  private final float[] row = new float[WIDTH];
  private final float[] result = new float[WIDTH];
  private final FloatDataBuffer resultBuffer = DataBuffers.of(result, false, false);

  /** Loads the same model in both ways. */
  public CallBenchmark() {
    String directory = Main.home("benchmarks/models/identity").toString();
    model = new TensorFlowRuntime().load(new Model(directory));
    replica = model.replica(new ReplicaSettings(0, 1, "cpu"));
    in = new RowBlock(model.card().features(), 1);
    out = new RowBlock(model.card().outputs(), 1);
    ConfigProto threads =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(1)
            .setInterOpParallelismThreads(1)
            .setExperimental(
                ConfigProto.Experimental.newBuilder().setExecutorType("SINGLE_THREADED_EXECUTOR"))
            .build();
    bundle = SavedModelBundle.loader(directory).withTags("serve").withConfigProto(threads).load();
    session = bundle.session();
    SignatureDef predict = bundle.metaGraphDef().getSignatureDefOrThrow("predict");
    inputName = predict.getInputsMap().values().iterator().next().getName();
    outputName = predict.getOutputsMap().values().iterator().next().getName();
    input = operand(inputName);
    output = operand(outputName);
  }

  private Output<?> operand(String tensor) {
    String[] parts = tensor.split(":", 2);
    return bundle.graph().operation(parts[0]).output(Integer.parseInt(parts[1]));
  }

  /** Frees both. */
  @TearDown
  public void close() {
    replica.close();
    model.close();
    bundle.close();
  }

  /** A replica's prediction. */
  @Benchmark
  public float ours() {
    in.at(0).putFloat(0, 0, 1);
    replica.predict(in, 1, out);
    return out.at(0).getFloat(0, 0);
  }

  /** {@code Session.Runner} with names of tensors, as in TensorFlow Java's examples. */
  @Benchmark
  public float sessionRunnerByName() {
    row[0] = 1;
    try (TFloat32 tensor = TFloat32.tensorOf(Shape.of(1, WIDTH), DataBuffers.of(row, true, false));
        Result found = session.runner().feed(inputName, tensor).fetch(outputName).run()) {
      return first(found);
    }
  }

  /** {@code Session.Runner} with operations that were looked up before. */
  @Benchmark
  public float sessionRunnerByOperation() {
    row[0] = 1;
    try (TFloat32 tensor = TFloat32.tensorOf(Shape.of(1, WIDTH), DataBuffers.of(row, true, false));
        Result found = session.runner().feed(input, tensor).fetch(output).run()) {
      return first(found);
    }
  }

  private float first(Result found) {
    ((TFloat32) found.get(0)).copyTo(resultBuffer);
    return result[0];
  }
}
