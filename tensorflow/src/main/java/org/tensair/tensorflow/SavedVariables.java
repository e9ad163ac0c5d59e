package org.tensair.tensorflow;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensair.api.spi.ModelException;

/** A session's variables read from, and written to, the files of a SavedModel. */
final class SavedVariables {

  private static final String FOLDER = "variables";

  private final NativeSession session;
  private final SavedModelFile file;
  private final SavedModelFile.Saver saver;
  private final Path directory;

  SavedVariables(NativeSession session, SavedModelFile file, Path directory) {
    this.session = session;
    this.file = file;
    this.saver = Objects.requireNonNull(file.saver());
    this.directory = directory;
  }

  /** Sets all variables to what the model's files hold. */
  void restore() {
    try {
      session.runOnce(
          "(reading variables)",
          List.of(saver.path()),
          List.of(prefix(directory)),
          List.of(),
          List.of(saver.restore()));
    } catch (ModelException failure) {
      throw new ModelException(
          "Model "
              + directory
              + ": its variables cannot be read. "
              + failure.getMessage()
              + ". Required: whole files in the folder variables; copy or export the model again.",
          failure);
    }
  }

  /** Fills what is no variable, such as lookup tables, from the model's assets. */
  void initialize() {
    String initializer = file.initializer();
    if (initializer == null) {
      return;
    }
    List<String> tensors = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    for (Map.Entry<String, String> asset : file.assets().entrySet()) {
      tensors.add(asset.getKey());
      paths.add(directory.resolve("assets").resolve(asset.getValue()).toString());
    }
    session.runOnce("(initialisation)", tensors, paths, List.of(), List.of(initializer));
  }

  /**
   * Copies the model to {@code target}, with the present variables in the place of the model's own.
   */
  void save(Path target) {
    try {
      if (Files.exists(target) && !isEmptyDirectory(target)) {
        throw new ModelException(
            "Saving to "
                + target
                + ": found something there, required a directory that is empty or does not exist.");
      }
      copyAllButVariables(target);
      Files.createDirectories(target.resolve(FOLDER));
      session.runOnce(
          "(writing variables)",
          List.of(saver.path()),
          List.of(prefix(target)),
          List.of(saver.save()),
          List.of());
    } catch (IOException cause) {
      throw new ModelException(
          "Saving model " + directory + " to " + target + " failed (" + cause + ").", cause);
    }
  }

  private static boolean isEmptyDirectory(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (var content = Files.list(path)) {
      return content.findAny().isEmpty();
    }
  }

  private void copyAllButVariables(Path target) throws IOException {
    Path variables = directory.resolve(FOLDER);
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (folder.equals(variables)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(target.resolve(directory.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path copied, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(copied, target.resolve(directory.relativize(copied)));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static String prefix(Path directory) {
    return directory.resolve(FOLDER).resolve("variables").toString();
  }
}
