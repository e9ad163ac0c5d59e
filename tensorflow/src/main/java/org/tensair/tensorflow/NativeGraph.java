package org.tensair.tensorflow;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;
import org.tensair.api.spi.ModelException;
import org.tensorflow.internal.c_api.TF_Buffer;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_ImportGraphDefOptions;
import org.tensorflow.internal.c_api.TF_Operation;
import org.tensorflow.internal.c_api.TF_Output;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;

/**
 * A model's graph in native memory. Imported once; every replica on the same device has a session
 * of its own over it, and with that its own variables. Thread-safe.
 */
final class NativeGraph implements AutoCloseable {

  private final Path directory;
  private final TF_Graph handle;

  private NativeGraph(Path directory, TF_Graph handle) {
    this.directory = directory;
    this.handle = handle;
  }

  /**
   * Imports a serialised {@code GraphDef}.
   *
   * @param device where operations go that do not say it, such as {@code /device:GPU:0}, or null
   */
  static NativeGraph load(Path directory, ByteString graph, @Nullable String device) {
    TF_Graph handle = tensorflow.TF_NewGraph();
    TF_Status status = tensorflow.TF_NewStatus();
    TF_ImportGraphDefOptions options = tensorflow.TF_NewImportGraphDefOptions();
    TF_Buffer buffer = tensorflow.TF_NewBuffer();
    try (BytePointer bytes = new BytePointer(graph.toByteArray())) {
      if (device != null) {
        tensorflow.TF_ImportGraphDefOptionsSetDefaultDevice(options, device);
      }
      buffer.data(bytes);
      buffer.length(graph.size());
      tensorflow.TF_GraphImportGraphDef(handle, buffer, options, status);
      String failure = Native.failure(status);
      if (failure != null) {
        tensorflow.TF_DeleteGraph(handle);
        throw new ModelException(
            "Model "
                + directory
                + ": TensorFlow "
                + TensorFlowLibrary.version()
                + " refuses the graph: "
                + failure
                + ". Export the model again with the operations that this version has.");
      }
    } finally {
      tensorflow.TF_DeleteBuffer(buffer);
      tensorflow.TF_DeleteImportGraphDefOptions(options);
      tensorflow.TF_DeleteStatus(status);
    }
    return new NativeGraph(directory, handle);
  }

  TF_Graph handle() {
    return handle;
  }

  /** The operation of that name. */
  TF_Operation operation(String name) {
    TF_Operation operation = tensorflow.TF_GraphOperationByName(handle, name);
    if (operation == null) {
      throw new ModelException(
          "Model "
              + directory
              + ": the graph has no operation "
              + name
              + ", which the SavedModel names. It is damaged; export the model again.");
    }
    return operation;
  }

  /** An array of outputs from tensor names such as {@code train_factor:0}; the caller closes it. */
  TF_Output outputs(Iterable<String> tensors, int count) {
    TF_Output outputs = new TF_Output(Math.max(1, count));
    int i = 0;
    for (String tensor : tensors) {
      int colon = tensor.lastIndexOf(':');
      outputs.position(i++);
      outputs.oper(operation(colon < 0 ? tensor : tensor.substring(0, colon)));
      outputs.index(colon < 0 ? 0 : Integer.parseInt(tensor, colon + 1, tensor.length(), 10));
    }
    return outputs.position(0);
  }

  @Override
  public void close() {
    tensorflow.TF_DeleteGraph(handle);
  }
}
