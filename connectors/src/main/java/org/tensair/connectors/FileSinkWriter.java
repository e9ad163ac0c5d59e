package org.tensair.connectors;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import org.tensair.api.SinkWriter;

/** Writes lines to a file that replaces what was there. */
abstract class FileSinkWriter<T> implements SinkWriter<T> {

  private final FileChannel channel;
  private final Writer writer;

  FileSinkWriter(TextFile file) throws IOException {
    channel = file.create();
    writer =
        new BufferedWriter(new OutputStreamWriter(file.encoded(channel), StandardCharsets.UTF_8));
  }

  /** What subclasses write to. */
  final Writer writer() {
    return writer;
  }

  @Override
  public void flush() throws IOException {
    writer.flush();
    channel.force(true);
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
