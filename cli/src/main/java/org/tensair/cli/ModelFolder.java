package org.tensair.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.tensair.api.Model;
import org.tensair.api.spi.ModelException;

/** A model's directory as named on the command line. */
final class ModelFolder {

  private ModelFolder() {}

  /**
   * The model there.
   *
   * @throws ModelException if there is no directory, with the nearest one that there is
   */
  static Model at(Path directory) {
    if (!Files.isDirectory(directory)) {
      String found = Files.exists(directory) ? "a file" : "nothing";
      throw new ModelException(
          directory
              + ": found "
              + found
              + ", required a SavedModel directory"
              + Nearest.hint(directory));
    }
    return Model.at(directory);
  }
}
