package org.tensair.benchmarks;

import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** What it costs to make a tensor of 8 floats, and to free it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@State(Scope.Thread)
public class TensorBenchmark {

  private static final int WIDTH = 8;

  private final float[] row = new float[WIDTH];
  private final LongPointer dimensions;
  private final FloatPointer source;

  /** Loads the native library before anything in it is called. */
  public TensorBenchmark() {
    tensorflow.TF_Version();
    dimensions = new LongPointer(new long[] {WIDTH});
    source = new FloatPointer(row);
  }

  /** As the module's inputs do when the number of rows changes. */
  @Benchmark
  public long ours() {
    TF_Tensor tensor =
        tensorflow.TF_AllocateTensor(
            tensorflow.TF_FLOAT, dimensions, 1, (long) WIDTH * Float.BYTES);
    Pointer.memcpy(tensorflow.TF_TensorData(tensor), source, (long) WIDTH * Float.BYTES);
    long handle = tensor.address();
    tensorflow.TF_DeleteTensor(tensor);
    return handle;
  }

  /** As in TensorFlow Java's examples. */
  @Benchmark
  public long tensorOf() {
    try (TFloat32 tensor = TFloat32.tensorOf(Shape.of(WIDTH), DataBuffers.of(row, true, false))) {
      return tensor.numBytes();
    }
  }
}
