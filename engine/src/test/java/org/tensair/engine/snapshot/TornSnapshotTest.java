package org.tensair.engine.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that a crash or a disk has changed: found, named, and an older snapshot taken instead. */
class TornSnapshotTest {

  private final Path directory;

  TornSnapshotTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    try (SnapshotStore store = new SnapshotStore(directory, 3)) {
      store.write(Snapshots.of(1));
      store.write(Snapshots.of(2));
    }
  }

  @Test
  void findsFilesThatWereCutOff() throws IOException {
    for (Path file : files()) {
      byte[] whole = Files.readAllBytes(file);
      for (int length : new int[] {0, 1, 8, 12, 20, whole.length / 2, whole.length - 1}) {
        if (length < whole.length) {
          assertFound(file, Arrays.copyOf(whole, length), whole);
        }
      }
    }
  }

  @Test
  void findsBytesThatWereFlipped() throws IOException {
    for (Path file : files()) {
      byte[] whole = Files.readAllBytes(file);
      int step = Math.max(1, whole.length / 200);
      for (int at = 0; at < whole.length; at += step) {
        boolean format = file.endsWith(Manifest.FILE) && at >= 8 && at < 12;
        if (!format) { // Found too, and taken for a newer version's.
          byte[] flipped = whole.clone();
          flipped[at] ^= (byte) (1 << (at % 8));
          assertFound(file, flipped, whole);
        }
      }
    }
  }

  @Test
  void findsFilesThatBecameLonger() throws IOException {
    for (Path file : files()) {
      byte[] whole = Files.readAllBytes(file);
      assertFound(file, Arrays.copyOf(whole, whole.length + 1), whole);
    }
  }

  @Test
  void findsFilesThatAreGone() throws IOException {
    for (Path file : files()) {
      byte[] whole = Files.readAllBytes(file);
      Files.delete(file);
      assertOlderIsTaken(file);
      Files.write(file, whole);
    }
  }

  @Test
  void findsASnapshotUnderAnothersName() throws IOException {
    Files.move(directory.resolve("snapshot-00000002"), directory.resolve("snapshot-00000003"));
    try (SnapshotStore store = new SnapshotStore(directory, 3)) {
      assertThatThrownBy(() -> store.verify(3))
          .hasMessageContaining("found snapshot 2, required 3");
    }
  }

  @Test
  void namesAllFaultsIfNoneIsLeft() throws IOException {
    Files.delete(directory.resolve("snapshot-00000001").resolve("state-001"));
    Files.write(directory.resolve("snapshot-00000002").resolve(Manifest.FILE), new byte[50]);
    try (SnapshotStore store = new SnapshotStore(directory, 3)) {
      assertThatThrownBy(store::newest)
          .isInstanceOf(SnapshotException.class)
          .hasMessageContaining(directory + ": found no snapshot that is as it was written")
          .hasMessageContaining("00000002/manifest: found another start")
          .hasMessageContaining("00000001/state-001: found nothing");
      assertThat(store.nextId()).isEqualTo(3);
    }
  }

  private void assertFound(Path file, byte[] changed, byte[] whole) throws IOException {
    Files.write(file, changed);
    assertOlderIsTaken(file);
    Files.write(file, whole);
  }

  private void assertOlderIsTaken(Path file) throws IOException {
    try (SnapshotStore store = new SnapshotStore(directory, 3)) {
      assertThatThrownBy(() -> store.verify(2))
          .isInstanceOf(SnapshotException.class)
          .hasMessageContaining(file.toString());
      assertThat(store.newest().orElseThrow().id()).isEqualTo(1);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> paths = Files.list(directory.resolve("snapshot-00000002"))) {
      List<Path> files = paths.sorted().toList();
      assertThat(files).hasSize(3);
      return files;
    }
  }
}
