package org.tensair.engine.snapshot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Files and directories that are on the disk once a method has returned. */
final class DurableFiles {

  /** The system's buffer for one write is as large as what is written: kept small. */
  private static final int CHUNK = 1 << 16;

  private final WriteFaults faults;

  DurableFiles(WriteFaults faults) {
    this.faults = faults;
  }

  /** Makes a new file of {@code parts}, one after the other. */
  void write(Path file, List<byte[]> parts) throws IOException {
    faults.before(file);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (byte[] part : parts) {
        for (int from = 0; from < part.length; from += CHUNK) {
          ByteBuffer chunk = ByteBuffer.wrap(part, from, Math.min(CHUNK, part.length - from));
          while (chunk.hasRemaining()) {
            faults.before(file);
            channel.write(chunk);
          }
        }
      }
      faults.before(file);
      channel.force(true);
    }
  }

  void makeDirectory(Path directory) throws IOException {
    faults.before(directory);
    Files.createDirectory(directory);
  }

  /** In one step: nobody sees half of it. */
  void rename(Path from, Path to) throws IOException {
    faults.before(to);
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Makes durable which files a directory holds. */
  void force(Path directory) throws IOException {
    faults.before(directory);
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Removes a directory and the files in it; nothing if it is not there. */
  void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> listed = Files.list(directory)) {
      files = listed.toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(directory);
  }
}
