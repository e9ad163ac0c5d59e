package org.tensair.tensorflow;

import com.google.protobuf.ByteString;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tensair.api.spi.ModelException;

/**
 * Where a replica computes.
 *
 * @param gpu number of the GPU as TensorFlow counts them, or −1 for the CPU
 */
record Device(int gpu) {

  private static final Pattern GPU = Pattern.compile("gpu(?::([0-9]{1,4}))?");

  /** Reads {@code cpu}, {@code gpu} (the first) or {@code gpu:<n>}. */
  static Device of(String text) {
    if (text.equals("cpu")) {
      return new Device(-1);
    }
    Matcher gpu = GPU.matcher(text);
    if (!gpu.matches()) {
      throw new ModelException(
          "device: found \"" + text + "\", required cpu, gpu, or gpu:<n> such as gpu:1.");
    }
    return new Device(gpu.group(1) == null ? 0 : Integer.parseInt(gpu.group(1)));
  }

  /** TensorFlow's name of the device, or null for the CPU. */
  @Nullable String placement() {
    return gpu < 0 ? null : "/device:GPU:" + gpu;
  }

  ByteString settings() {
    return gpu < 0 ? SessionSettings.cpu() : SessionSettings.gpu();
  }

  /** Checks that a session which was made for this device has it. */
  void check(NativeSession session) {
    if (gpu < 0) {
      return;
    }
    int found = session.gpus();
    if (gpu >= found) {
      throw new ModelException(
          "device: found gpu:"
              + gpu
              + ", but TensorFlow sees "
              + (found == 0 ? "no GPU" : "only gpu:0 to gpu:" + (found - 1))
              + ". Required: a GPU with its driver, and the jar tensorflow-core-native with the"
              + " classifier <platform>-gpu on the class path; or the device cpu.");
    }
  }
}
