package org.tensair.engine.snapshot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to write into a directory: of one store in one process. The system releases it when the
 * process ends, however it ends.
 */
final class DirectoryLock implements AutoCloseable {

  static final String FILE = ".lock";

  /**
   * Directories locked by this process. Asked before the file is opened: on POSIX, closing any
   * channel to it would release the lock that another store of this process holds.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * Locks a directory that exists; does not wait.
   *
   * @throws SnapshotException if another store writes there
   */
  static DirectoryLock of(Path directory) throws IOException {
    Path real = directory.toRealPath();
    if (!HELD.add(real)) {
      throw taken(directory, "a pipeline of this process");
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(real.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        throw taken(directory, "another process");
      }
      return new DirectoryLock(real, channel);
    } catch (IOException | RuntimeException failure) {
      if (channel != null) {
        channel.close();
      }
      HELD.remove(real);
      throw failure;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD.remove(directory);
    }
  }

  private static SnapshotException taken(Path directory, String by) {
    return new SnapshotException(
        directory
            + ": found that "
            + by
            + " writes its snapshots there, required a directory for each pipeline. Stop the other"
            + " one, or name another directory.");
  }
}
