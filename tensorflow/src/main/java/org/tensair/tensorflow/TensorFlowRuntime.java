package org.tensair.tensorflow;

import java.nio.file.Path;
import java.util.List;
import org.tensair.api.Model;
import org.tensair.api.spi.LoadedModel;
import org.tensair.api.spi.ModelException;
import org.tensair.api.spi.ModelRuntime;

/**
 * Runs exported models on TensorFlow. The native library starts loading, in the background, when a
 * runtime is made: make it early. Thread-safe.
 */
public final class TensorFlowRuntime implements ModelRuntime {

  /** Starts loading TensorFlow's native library. */
  public TensorFlowRuntime() {
    TensorFlowLibrary.startLoading();
  }

  @Override
  public LoadedModel load(Model model) {
    Path directory = model.path();
    Card card = Card.read(directory);
    SavedModelFile file = SavedModelFile.read(directory);
    TensorFlowLibrary.load(); // before anything that names TensorFlow's types
    List<String> problems = CardChecks.problems(card, file);
    if (!problems.isEmpty()) {
      throw new ModelException(
          Problems.message("Model " + directory + ": the card and the SavedModel", problems));
    }
    return new TensorFlowModel(directory, card, file);
  }

  /** Version of the native library; loads it. */
  public static String nativeVersion() {
    return TensorFlowLibrary.version();
  }

  /**
   * How many updates of this process hold native memory: made by {@code train} and not yet
   * released. Back to where it was, when nothing leaks.
   */
  public static int updatesInUse() {
    return NativeUpdate.inUse();
  }
}
