package org.tensair.api;

import java.io.Serializable;
import java.nio.file.Path;

/**
 * Where an exported model lies: a SavedModel directory with its card. A description, which any
 * process may load.
 *
 * @param directory the SavedModel directory
 */
public record Model(String directory) implements Serializable {

  /** The model exported to {@code directory}. */
  public static Model at(Path directory) {
    return new Model(directory.toString());
  }

  /** The directory as a path. */
  public Path path() {
    return Path.of(directory);
  }
}
