package org.tensair.connectors;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensair.api.SinkWriter;

/** Writes one file. What is prepared for a snapshot is how many bytes the file has. */
final class FileSinkWriter<T> implements SinkWriter<T> {

  private final TextFile file;
  private final LineFormat<T> format;
  private final FileChannel channel;
  private @Nullable LineFile<T> lines;

  FileSinkWriter(TextFile file, LineFormat<T> format) throws IOException {
    this.file = file;
    this.format = format;
    this.channel = file.create();
  }

  @Override
  public void write(T record, long eventTime) throws Exception {
    lines().write(record);
  }

  /** Until something is known of a snapshot, the file is written from its start. */
  private LineFile<T> lines() throws IOException {
    LineFile<T> begun = lines;
    if (begun == null) {
      begun = LineFile.from(file, channel, 0, format);
      lines = begun;
    }
    return begun;
  }

  @Override
  public void flush() throws IOException {
    lines().flush();
  }

  @Override
  public Object prepare(long snapshot) throws IOException {
    flush();
    return lines().bytes();
  }

  @Override
  public void recover(List<Object> prepared) throws IOException {
    if (file.compressed()) {
      throw new IOException(
          file
              + ": found a compressed file in a run with snapshots, required one that can be cut"
              + " where a snapshot was made. Write it without .gz, or to a transactional sink.");
    }
    long written = prepared.stream().mapToLong(bytes -> (Long) bytes).max().orElse(0);
    if (written > channel.size()) {
      throw new IOException(
          file
              + ": found "
              + channel.size()
              + " bytes, required the "
              + written
              + " that the restored snapshot knows of. Put the file back, or start without the"
              + " snapshot.");
    }
    lines = LineFile.from(file, channel, written, format);
  }

  @Override
  public void close() throws IOException {
    if (lines == null) {
      channel.close();
    } else {
      lines.close();
    }
  }
}
