package org.tensair.tensorflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.tensair.api.Model;
import org.tensair.api.spi.LoadedModel;
import org.tensair.api.spi.ModelReplica;
import org.tensair.api.spi.ReplicaSettings;

/** The models of the tests. */
final class Models {

  /** Adam, updates, all variables dense and stepped as one; the main example's. */
  static final Path FLIGHTS = Path.of("..", "models", "flights");

  /** Batch normalisation and dropout; momentum, updates. */
  static final Path IMAGES = Path.of("src", "test", "models", "images");

  /** Plain SGD, gradients, a sparse embedding. */
  static final Path WORDS = Path.of("src", "test", "models", "words");

  /** Adam, updates, a sparse embedding. */
  static final Path TABLES = Path.of("src", "test", "models", "tables");

  /** No card. */
  static final Path IDENTITY = Path.of("src", "test", "models", "identity");

  private Models() {}

  static LoadedModel load(Path directory) {
    return new TensorFlowRuntime().load(Model.at(directory));
  }

  static ModelReplica replica(LoadedModel model) {
    return model.replica(new ReplicaSettings(0, 8, "cpu"));
  }

  /** Deletes what an earlier run has left. */
  static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** Copies a model to where a test may damage it. */
  static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    return to;
  }
}
