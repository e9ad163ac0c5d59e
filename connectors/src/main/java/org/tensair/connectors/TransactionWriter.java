package org.tensair.connectors;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tensair.api.SinkWriter;

/**
 * Writes the files of one worker, one for each transaction that has records. What is prepared is
 * told as the pair of the file's hidden and its visible name.
 */
final class TransactionWriter<T> implements SinkWriter<T> {

  /** Keeps runs apart that write to the same directory: their snapshots may have equal numbers. */
  private final String run = UUID.randomUUID().toString().substring(0, 8);

  private final Transactions files;
  private final LineFormat<T> format;
  private final int worker;
  private long begun;
  private @Nullable Path hidden;
  private @Nullable LineFile<T> open;

  TransactionWriter(Transactions files, LineFormat<T> format, int worker) throws IOException {
    this.files = files;
    this.format = format;
    this.worker = worker;
    files.probe();
  }

  @Override
  public void write(T record, long eventTime) throws Exception {
    LineFile<T> lines = open;
    if (lines == null) {
      Path next = files.hidden(worker + "-" + run + "-" + begun++ + format.extension());
      lines = LineFile.replacing(new TextFile(next.toString()), format);
      hidden = next;
      open = lines;
    }
    lines.write(record);
  }

  @Override
  public @Nullable Object prepare(long snapshot) throws IOException {
    LineFile<T> lines = open;
    Path written = hidden;
    if (lines == null || written == null) {
      return null;
    }
    lines.flush();
    lines.close();
    open = null;
    files.force();
    String number = snapshot >= SinkWriter.END ? "end" : String.format("%09d", snapshot);
    String visible = "part-" + number + "-" + worker + "-" + run + format.extension();
    return List.of(Transactions.nameOf(written), visible);
  }

  @Override
  public void commit(Object prepared) throws IOException {
    List<?> names = (List<?>) prepared;
    files.show(String.valueOf(names.get(0)), String.valueOf(names.get(1)));
  }

  @Override
  public void recover(List<Object> prepared) throws IOException {
    for (Object each : prepared) {
      List<?> names = (List<?>) each;
      files.recover(String.valueOf(names.get(0)), String.valueOf(names.get(1)));
    }
    files.removeHidden();
  }

  /** What was not prepared, nobody will ask for. */
  @Override
  public void close() throws IOException {
    LineFile<T> lines = open;
    Path unprepared = hidden;
    open = null;
    if (lines != null && unprepared != null) {
      lines.abandon();
      files.remove(unprepared);
    }
  }
}
