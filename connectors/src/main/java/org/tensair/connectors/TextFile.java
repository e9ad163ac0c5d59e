package org.tensair.connectors;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/** A file by its name: opened, decompressed, and its faults told in words. */
final class TextFile {

  private static final int BUFFER_BYTES = 65_536;

  private final String name;
  private final Path path;

  TextFile(String name) {
    this.name = name;
    this.path = Path.of(name);
  }

  /** The last part of its name. */
  String shortName() {
    Path last = path.getFileName();
    return last == null ? name : last.toString();
  }

  InputStream open() throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new IOException(name + ": found " + found() + ", required a readable file.");
    }
    if (Files.size(path) == 0) {
      throw new IOException(name + ": found an empty file, required at least one line.");
    }
    InputStream in = Files.newInputStream(path);
    try {
      return compressed() ? new GZIPInputStream(in, BUFFER_BYTES) : in;
    } catch (IOException notGzip) {
      in.close();
      throw explained(notGzip, 0);
    }
  }

  /** What is there instead of a regular file. */
  private String found() {
    if (Files.isDirectory(path)) {
      return "a directory";
    }
    return Files.exists(path) ? "no regular file but a device, pipe or socket" : "no such file";
  }

  /** A channel to write to, from the start of the file. */
  FileChannel create() throws IOException {
    Path directory = path.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    return FileChannel.open(
        path,
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING);
  }

  OutputStream encoded(FileChannel channel) throws IOException {
    OutputStream out = Channels.newOutputStream(channel);
    return compressed() ? new GZIPOutputStream(out, BUFFER_BYTES, true) : out;
  }

  /** What went wrong, with the file's name and how far it was read. */
  IOException explained(Exception failure, long lines) {
    Throwable cause = failure instanceof UncheckedIOException ? failure.getCause() : failure;
    String where = name + (lines > 0 ? ", after line " + lines : "");
    if (compressed() && cause instanceof EOFException) {
      return new IOException(
          where + ": found the end in the middle of the gzip data, required a complete file.",
          cause);
    }
    if (compressed() && cause instanceof ZipException) {
      return new IOException(
          where + ": found broken gzip data (" + cause.getMessage() + "), required a .gz file.",
          cause);
    }
    return new IOException(where + ": " + cause, failure);
  }

  private boolean compressed() {
    return name.endsWith(".gz");
  }

  @Override
  public String toString() {
    return name;
  }
}
