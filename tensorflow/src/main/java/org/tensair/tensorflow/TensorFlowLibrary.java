package org.tensair.tensorflow;

import org.bytedeco.javacpp.Loader;
import org.tensair.api.spi.ModelException;
import org.tensorflow.internal.c_api.global.tensorflow;

/**
 * Loads TensorFlow's native library. The first start on a machine also unpacks it, 650 MB, which
 * takes seconds.
 */
final class TensorFlowLibrary {

  /** Where JavaCPP reads which variant of the natives to look for. */
  private static final String VARIANT = "org.bytedeco.javacpp.platform.extension";

  private TensorFlowLibrary() {}

  /** Starts loading in the background, so that a program may do something else meanwhile. */
  static void startLoading() {
    Thread thread = new Thread(TensorFlowLibrary::load, "tensorflow-library");
    thread.setDaemon(true);
    // A failure is thrown again, with its cause, to whoever needs the library.
    thread.setUncaughtExceptionHandler((failed, cause) -> {});
    thread.start();
  }

  /**
   * Returns once the library is loaded; any thread.
   *
   * @throws ModelException if it cannot be loaded on this machine
   */
  static void load() {
    try {
      Loading.once();
    } catch (LinkageError cause) {
      throw new ModelException(
          "TensorFlow: its native library does not load on "
              + Loader.getPlatform()
              + ". Required: the jar tensorflow-core-native with the classifier of this platform on"
              + " the class path, and 700 MB of disk in the user's .javacpp folder. Cause: "
              + cause,
          cause);
    }
  }

  /** The version of the native library. */
  static String version() {
    load();
    return tensorflow.TF_Version().getString();
  }

  private static final class Loading {
    static {
      // With its default the loader looks for twenty CUDA libraries in every jar, half of the time
      // that loading takes, though there is nothing for a GPU on the class path.
      if (System.getProperty(VARIANT) == null && !hasGpuNatives()) {
        System.setProperty(VARIANT, "");
      }
      tensorflow.TF_Version();
    }

    private static boolean hasGpuNatives() {
      String folder = "/org/tensorflow/internal/c_api/" + Loader.getPlatform() + "-gpu/";
      return tensorflow.class.getResource(folder + System.mapLibraryName("jnitensorflow")) != null;
    }

    static void once() {}
  }
}
