package org.tensair.connectors;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
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

  /** A channel to write to, at the start of the file, whose content is still there. */
  FileChannel create() throws IOException {
    Path directory = path.toAbsolutePath().getParent();
    try {
      if (directory != null) {
        Files.createDirectories(directory);
      }
      return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException failure) {
      throw unwritten(failure);
    }
  }

  /** Why the file cannot be written, with its name and what to do. */
  IOException unwritten(Exception failure) {
    Exception cause =
        failure instanceof UncheckedIOException wrapped ? unwrapped(wrapped) : failure;
    String fault = String.valueOf(cause.getMessage());
    if (fault.contains("No space left") || fault.contains("quota")) {
      return new IOException(
          name
              + ": found no space left on its disk, required room to write."
              + " Free some, or choose another disk, and start again.",
          cause);
    }
    if (cause instanceof FileSystemException refused) {
      String what = refused.getReason() == null ? kind(refused) : refused.getReason();
      return new IOException(
          name
              + ": found "
              + what
              + (refused.getFile() == null ? "" : " (" + refused.getFile() + ")")
              + ", required a path that can be written."
              + " Change its permissions, or choose another one.",
          cause);
    }
    return new IOException(name + ": cannot be written: " + cause, cause);
  }

  private static Exception unwrapped(UncheckedIOException wrapped) {
    IOException cause = wrapped.getCause();
    return cause == null ? wrapped : cause;
  }

  /** Java says some reasons by the exception's class only. */
  private static String kind(FileSystemException refused) {
    if (refused instanceof AccessDeniedException) {
      return "no permission";
    }
    if (refused instanceof FileAlreadyExistsException) {
      return "a file where a directory is to be";
    }
    return refused.getClass().getSimpleName();
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

  /** Whether its name says that it is compressed. */
  boolean compressed() {
    return name.endsWith(".gz");
  }

  @Override
  public String toString() {
    return name;
  }
}
