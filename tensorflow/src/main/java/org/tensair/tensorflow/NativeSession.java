package org.tensair.tensorflow;

import com.google.protobuf.ByteString;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.tensair.api.spi.ModelException;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;

/** A session: the variables of one replica. Used by one thread at a time. */
final class NativeSession implements AutoCloseable {

  private final NativeGraph graph;
  private final TF_Status status;
  private final TF_Session handle;

  NativeSession(NativeGraph graph, ByteString settings) {
    this.graph = graph;
    status = tensorflow.TF_NewStatus();
    TF_SessionOptions options = tensorflow.TF_NewSessionOptions();
    try (BytePointer bytes = new BytePointer(settings.toByteArray())) {
      tensorflow.TF_SetConfig(options, bytes, settings.size(), status);
      handle = tensorflow.TF_NewSession(graph.handle(), options, status);
      String failure = Native.failure(status);
      if (failure != null) {
        tensorflow.TF_DeleteStatus(status);
        throw new ModelException("Session: TensorFlow cannot make one: " + failure + ".");
      }
    } finally {
      tensorflow.TF_DeleteSessionOptions(options);
    }
  }

  NativeGraph graph() {
    return graph;
  }

  TF_Session handle() {
    return handle;
  }

  TF_Status status() {
    return status;
  }

  /** How many GPUs the session sees. */
  int gpus() {
    TF_DeviceList devices = tensorflow.TF_SessionListDevices(handle, status);
    try {
      int found = 0;
      for (int i = 0; i < tensorflow.TF_DeviceListCount(devices); i++) {
        if (tensorflow.TF_DeviceListType(devices, i, status).getString().equals("GPU")) {
          found++;
        }
      }
      return found;
    } finally {
      tensorflow.TF_DeleteDeviceList(devices);
    }
  }

  /**
   * Runs an operation of the model once, with strings as its inputs; for what is not on the data
   * path.
   */
  void runOnce(
      String what,
      List<String> inputs,
      List<String> values,
      List<String> outputs,
      List<String> targets) {
    try (Call call = new Call(this, what, inputs, outputs, targets);
        StringTensors strings = new StringTensors(values)) {
      for (int i = 0; i < values.size(); i++) {
        call.input(i, strings.address(i));
      }
      call.run();
      call.freeOutputs();
    }
  }

  @Override
  public void close() {
    tensorflow.TF_CloseSession(handle, status);
    tensorflow.TF_DeleteSession(handle, status);
    tensorflow.TF_DeleteStatus(status);
  }
}
