package org.tensair.tensorflow;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The serialised {@code ConfigProto} of a replica's session. Written by hand, because loading
 * TensorFlow Java's classes for it takes 0.3 s.
 */
final class SessionSettings {

  private SessionSettings() {}

  /**
   * For a replica on the CPU.
   *
   * <p>Operations run one after the other in the calling thread ({@code SINGLE_THREADED_EXECUTOR}):
   * an executor with a pool is shared by all sessions and makes replicas wait for each other. The
   * rewriting of graphs (Grappler) is off: on the models measured it gained less than the noise per
   * call and cost 30 ms for each signature of each replica. Calls of functions are inlined.
   */
  static ByteString cpu() {
    ByteString optimizer = message(out -> out.writeBool(4, true)); // do_function_inlining
    ByteString rewriting = message(out -> out.writeBool(19, true)); // disable_meta_optimizer
    ByteString graph =
        message(
            out -> {
              out.writeBytes(3, optimizer);
              out.writeBytes(10, rewriting);
            });
    ByteString noGpu =
        message(
            out -> {
              out.writeString(1, "GPU");
              out.writeInt32(2, 0);
            });
    ByteString executor = message(out -> out.writeString(3, "SINGLE_THREADED_EXECUTOR"));
    return message(
        out -> {
          out.writeBytes(1, noGpu); // device_count
          out.writeInt32(2, 1); // intra_op_parallelism_threads
          out.writeInt32(5, 1); // inter_op_parallelism_threads
          out.writeBytes(10, graph); // graph_options
          out.writeBytes(16, executor); // experimental
        });
  }

  /**
   * For a replica on a GPU: memory is taken as it is needed, and what has no GPU kernel runs on the
   * CPU. Which GPU is decided by the graph, not here: a process must show the same list of GPUs to
   * all its sessions.
   */
  static ByteString gpu() {
    ByteString growth = message(out -> out.writeBool(4, true)); // allow_growth
    return message(
        out -> {
          out.writeInt32(2, 1); // intra_op_parallelism_threads
          out.writeBytes(6, growth); // gpu_options
          out.writeBool(7, true); // allow_soft_placement
        });
  }

  private static ByteString message(Fields fields) {
    ByteString.Output bytes = ByteString.newOutput();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      fields.write(out);
      out.flush();
    } catch (IOException cause) {
      throw new UncheckedIOException("writing to memory", cause);
    }
    return bytes.toByteString();
  }

  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }
}
