package org.tensair.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensair.api.Sink;
import org.tensair.api.SinkWriter;

class TransactionalSinkTest {

  record Score(String name, int value) {}

  private final Path directory;

  TransactionalSinkTest(@TempDir Path directory) {
    this.directory = directory.resolve("scores");
  }

  private Sink<Score> csv() {
    return Csv.transactionalSink(
        directory, Csv.column("name", Score::name), Csv.column("value", Score::value));
  }

  private Sink<Score> json() {
    return JsonLines.transactionalSink(directory);
  }

  @Test
  void showsAFileForEachSnapshotAndWorkerOnceItIsCommitted() throws Exception {
    try (SinkWriter<Score> first = csv().open(0, 12);
        SinkWriter<Score> last = csv().open(11, 12)) {
      first.write(new Score("a", 1), 1);
      last.write(new Score("b", 2), 2);
      Object ofFirst = prepared(first, 7);
      Object ofLast = prepared(last, 7);
      first.write(new Score("c", 3), 3);
      assertThat(visible()).isEmpty();

      first.commit(ofFirst);
      last.commit(ofLast);
      first.commit(prepared(first, SinkWriter.END));

      assertThat(visible().keySet())
          .satisfiesExactly(
              name -> assertThat(name).matches("part-000000007-0-[0-9a-f]{8}\\.csv"),
              name -> assertThat(name).matches("part-000000007-11-[0-9a-f]{8}\\.csv"),
              name -> assertThat(name).matches("part-end-0-[0-9a-f]{8}\\.csv"));
      assertThat(visible().values())
          .containsExactly("name,value\na,1\n", "name,value\nb,2\n", "name,value\nc,3\n");
    }
    assertThat(hidden()).isEmpty();
  }

  @Test
  void committingAgainChangesNothing() throws Exception {
    try (SinkWriter<Score> writer = json().open(0, 1)) {
      writer.write(new Score("a", 1), 1);
      Object prepared = prepared(writer, 1);
      writer.commit(prepared);
      writer.commit(prepared);
    }

    assertThat(visible().values()).containsExactly("{\"name\":\"a\",\"value\":1}\n");
  }

  @Test
  void nothingWrittenGivesNoFile() throws Exception {
    try (SinkWriter<Score> writer = csv().open(0, 1)) {
      assertThat(writer.prepare(1)).isNull();
    }

    assertThat(visible()).isEmpty();
    assertThat(hidden()).isEmpty();
  }

  @Test
  void recoveryShowsWhatWasPreparedAndRemovesTheRest() throws Exception {
    Object inSnapshot;
    try (SinkWriter<Score> writer = json().open(1, 2)) {
      writer.write(new Score("a", 1), 1);
      inSnapshot = prepared(writer, 1);
      writer.write(new Score("b", 2), 2);
      prepared(writer, 2);
    }
    Files.writeString(directory.resolve(".part-0-killed-3.jsonl"), "{\"name\":");

    for (int again = 0; again < 2; again++) {
      try (SinkWriter<Score> writer = json().open(0, 1)) {
        writer.recover(List.of(inSnapshot));
        assertThat(visible().values()).containsExactly("{\"name\":\"a\",\"value\":1}\n");
        assertThat(hidden()).isEmpty();
      }
    }
  }

  @Test
  void whatWasShownMayBeMovedAwayBeforeARecovery() throws Exception {
    Object prepared;
    try (SinkWriter<Score> writer = csv().open()) {
      writer.write(new Score("a", 1), 1);
      prepared = prepared(writer, 1);
      writer.commit(prepared);
    }
    Files.delete(directory.resolve(visible().firstKey()));

    try (SinkWriter<Score> writer = csv().open()) {
      writer.recover(List.of(prepared));
      assertThat(visible()).isEmpty();
    }
  }

  @Test
  void aPreparedFileThatIsGoneIsNamed() throws Exception {
    try (SinkWriter<Score> writer = csv().open()) {
      writer.write(new Score("a", 1), 1);
      Object prepared = prepared(writer, 1);
      for (String name : hidden()) {
        Files.delete(directory.resolve(name));
      }

      assertThatThrownBy(() -> writer.commit(prepared))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(directory + ": found neither \".part-0-")
          .hasMessageContaining("Let nothing else write to this directory");
    }
  }

  @Test
  void runsThatWriteToOneDirectoryDoNotReplaceEachOthersFiles() throws Exception {
    for (int run = 0; run < 2; run++) {
      try (SinkWriter<Score> writer = csv().open()) {
        writer.write(new Score("a", run), 1);
        writer.commit(prepared(writer, Long.MAX_VALUE));
      }
    }

    assertThat(visible().values())
        .containsExactlyInAnyOrder("name,value\na,0\n", "name,value\na,1\n");
  }

  @Test
  void whatWasNotPreparedIsRemoved() throws Exception {
    try (SinkWriter<Score> writer = csv().open()) {
      writer.write(new Score("a", 1), 1);
      assertThat(hidden()).hasSize(1);
    }

    assertThat(hidden()).isEmpty();
  }

  @Test
  void aDirectoryThatCannotBeMadeIsNamedWithWhatToDo() throws Exception {
    Files.writeString(directory, "a file");

    assertThatThrownBy(() -> csv().open(0, 1))
        .isInstanceOf(IOException.class)
        .hasMessage(
            directory
                + ": found a file where a directory is to be ("
                + directory
                + "), required a path that can be written."
                + " Change its permissions, or choose another one.");
  }

  @Test
  void aDirectoryWithoutPermissionIsNamedWithWhatToDo() throws Exception {
    Files.createDirectories(directory);
    assertThat(directory.toFile().setWritable(false)).isTrue();
    Assumptions.assumeFalse(Files.isWritable(directory), "everything is permitted to root");

    assertThatThrownBy(() -> csv().open(0, 1))
        .hasMessageStartingWith(directory + ": found no permission")
        .hasMessageContaining("Change its permissions, or choose another one.");
  }

  @Test
  void aFullDiskIsNamedWithWhatToDo() throws Exception {
    Path full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.isWritable(full), "a device that is always full");

    SinkWriter<Score> writer = JsonLines.<Score>sink(full).open();
    writer.write(new Score("a", 1), 1);
    assertThatThrownBy(writer::flush)
        .isInstanceOf(IOException.class)
        .hasMessage(
            "/dev/full: found no space left on its disk, required room to write."
                + " Free some, or choose another disk, and start again.");
    writer.close();
  }

  private static Object prepared(SinkWriter<Score> writer, long snapshot) throws Exception {
    Object prepared = writer.prepare(snapshot);
    assertThat(prepared).as("snapshot %d", snapshot).isInstanceOf(List.class);
    return prepared == null ? List.of() : prepared;
  }

  /** What readers of the directory see. */
  private SortedMap<String, String> visible() throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    for (String name : names()) {
      if (!name.startsWith(".")) {
        files.put(name, Files.readString(directory.resolve(name)).replace("\r\n", "\n"));
      }
    }
    return files;
  }

  private List<String> hidden() throws IOException {
    return names().stream().filter(name -> name.startsWith(".")).toList();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(Transactions::nameOf).toList();
    }
  }
}
