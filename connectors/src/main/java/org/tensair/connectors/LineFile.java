package org.tensair.connectors;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/** A file that is being written; its faults are told with its name. */
final class LineFile<T> implements Closeable {

  private final TextFile file;
  private final FileChannel channel;
  private final Writer writer;
  private final LineFormat.Lines<T> lines;

  private LineFile(TextFile file, FileChannel channel, long from, LineFormat<T> format)
      throws IOException {
    this.file = file;
    this.channel = channel;
    try {
      writer =
          new BufferedWriter(new OutputStreamWriter(file.encoded(channel), StandardCharsets.UTF_8));
      if (from == 0) {
        format.head(writer);
      }
      lines = format.lines(writer);
    } catch (IOException | UncheckedIOException failure) {
      channel.close();
      throw file.unwritten(failure);
    }
  }

  /** Opens a file, which replaces what was there; makes its directory. */
  static <T> LineFile<T> replacing(TextFile file, LineFormat<T> format) throws IOException {
    return from(file, file.create(), 0, format);
  }

  /** Writes to an open file after its first bytes; what is behind them is removed. */
  static <T> LineFile<T> from(TextFile file, FileChannel channel, long from, LineFormat<T> format)
      throws IOException {
    try {
      channel.truncate(from);
      channel.position(from);
    } catch (IOException failure) {
      channel.close();
      throw file.unwritten(failure);
    }
    return new LineFile<>(file, channel, from, format);
  }

  /** How many bytes the file has; after {@link #flush}. */
  long bytes() throws IOException {
    return channel.position();
  }

  void write(T record) throws Exception {
    try {
      lines.write(record);
    } catch (IOException | UncheckedIOException failure) {
      throw file.unwritten(failure);
    }
  }

  /** Makes everything written so far durable. */
  void flush() throws IOException {
    try {
      writer.flush();
      channel.force(true);
    } catch (IOException failure) {
      throw file.unwritten(failure);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      writer.close();
    } catch (IOException failure) {
      throw file.unwritten(failure);
    } finally {
      channel.close();
    }
  }

  /** Closes the file, whose content nobody will need; what is still buffered may be lost. */
  void abandon() throws IOException {
    channel.close();
  }
}
