package org.tensair.connectors;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of transactions in a directory.
 *
 * <pre>
 * DIR/part-000000012-3-5f3a90c1.csv      of snapshot 12, written by worker 3 of run 5f3a90c1
 * DIR/part-end-3-5f3a90c1.csv            of the end of a run
 * DIR/.part-3-5f3a90c1-7.csv             being written, or prepared; else left by a run that died
 * </pre>
 *
 * <p>A file is renamed in one step, so that whoever reads the directory sees it whole or not at
 * all. Names, and not only contents, are forced to the disk: a prepared file must outlive a power
 * failure, and a shown one must not be hidden again, as nobody would show it twice.
 */
final class Transactions {

  private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
  private static final String HIDDEN = ".part-";

  private final Path directory;

  Transactions(Path directory) {
    this.directory = directory;
  }

  /** Makes the directory if it is missing, and a file in it, to fail before the first record. */
  void probe() throws IOException {
    try {
      Files.createDirectories(directory);
      Files.delete(Files.createTempFile(directory, HIDDEN, ".probe"));
    } catch (IOException failure) {
      throw new TextFile(directory.toString()).unwritten(failure);
    }
  }

  /** The path of a file that nobody is to read yet. */
  Path hidden(String name) {
    return directory.resolve(HIDDEN + name);
  }

  static String nameOf(Path file) {
    return String.valueOf(file.getFileName());
  }

  /** Makes the names in the directory durable. */
  void force() throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (FileSystemException unsupported) {
      LOG.debug("{}: cannot be opened to force its names to the disk.", directory, unsupported);
    }
  }

  /**
   * Shows a prepared file; again if it is shown.
   *
   * @throws IOException if there is no such file, neither hidden nor shown
   */
  void show(String hidden, String visible) throws IOException {
    if (!rename(hidden, visible)) {
      throw new IOException(
          directory
              + ": found neither \""
              + hidden
              + "\" nor \""
              + visible
              + "\", required the file that was prepared. Let nothing else write to this"
              + " directory, and start again from the last snapshot.");
    }
  }

  /** Shows what a run before has prepared, and perhaps shown; it may have been read since. */
  void recover(String hidden, String visible) throws IOException {
    if (!rename(hidden, visible)) {
      LOG.warn(
          "{}: \"{}\" was prepared before, and is not there any more; somebody has moved it away"
              + " after it was shown, or its records are lost.",
          directory,
          visible);
    }
  }

  private boolean rename(String hidden, String visible) throws IOException {
    Path from = directory.resolve(hidden);
    Path to = directory.resolve(visible);
    if (!Files.exists(from)) {
      return Files.exists(to);
    }
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw new TextFile(to.toString()).unwritten(failure);
    }
    force();
    return true;
  }

  /** Removes everything that is not shown. */
  void removeHidden() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, HIDDEN + "*")) {
      for (Path file : files) {
        remove(file);
      }
    }
  }

  void remove(Path file) throws IOException {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      throw new TextFile(file.toString()).unwritten(failure);
    }
  }
}
