package org.tensair.engine.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotStoreTest {

  private final Path directory;

  SnapshotStoreTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void readsBackWhatItWrote() throws IOException {
    try (SnapshotStore store = new SnapshotStore(directory, 3)) {
      assertThat(store.nextId()).isEqualTo(1);
      store.write(Snapshots.of(1));
      assertThat(store.nextId()).isEqualTo(2);
      assertThat(store.newest()).isPresent();
      store.verify(1);
      assertSame(store.read(1), Snapshots.of(1));
    }
  }

  @Test
  void takesTheNewest() throws IOException {
    try (SnapshotStore store = new SnapshotStore(directory, 3)) {
      store.write(Snapshots.of(1));
      store.write(Snapshots.of(2));
      assertThat(store.newest().orElseThrow().id()).isEqualTo(2);
    }
  }

  @Test
  void holdsNothingAtTheStart() throws IOException {
    try (SnapshotStore store = new SnapshotStore(directory.resolve("none"), 3)) {
      assertThat(store.newest()).isEmpty();
      assertThat(store.list()).isEmpty();
      assertThat(directory.resolve("none")).doesNotExist();
      assertThatThrownBy(() -> store.read(1))
          .isInstanceOf(SnapshotException.class)
          .hasMessageContaining("found no snapshot 1, required one of []");
    }
  }

  @Test
  void keepsSoManyAsAreToBeRetained() throws IOException {
    try (SnapshotStore store = new SnapshotStore(directory, 2)) {
      for (long id = 1; id <= 5; id++) {
        store.write(Snapshots.of(id));
      }
      assertThat(store.list()).containsExactly(4L, 5L);
      assertThat(names()).containsExactly(".lock", "snapshot-00000004", "snapshot-00000005");
    }
  }

  @Test
  void refusesAnIdThatIsPast() throws IOException {
    try (SnapshotStore store = new SnapshotStore(directory, 3)) {
      store.write(Snapshots.of(7));
      assertThatThrownBy(() -> store.write(Snapshots.of(7)))
          .isInstanceOf(SnapshotException.class)
          .hasMessageContaining("found an id that is in use or past, required 8 or more");
      assertSame(store.read(7), Snapshots.of(7));
    }
  }

  @Test
  void removesWhatADeadWriterLeft() throws IOException {
    Path left = Files.createDirectories(directory.resolve(".tmp-snapshot-00000001"));
    Files.writeString(left.resolve("state-000"), "half");
    try (SnapshotStore store = new SnapshotStore(directory, 3)) {
      assertThat(store.newest()).isEmpty();
      store.write(Snapshots.of(1));
      assertThat(names()).containsExactly(".lock", "snapshot-00000001");
    }
  }

  /** The disk is full at any step of a write, and has room at the next attempt. */
  @Test
  void leavesNothingOfAWriteThatFailsAnywhere() throws IOException {
    try (SnapshotStore store = new SnapshotStore(directory, 3)) {
      store.write(Snapshots.of(1));
    }
    AtomicInteger left = new AtomicInteger();
    WriteFaults full =
        path -> {
          if (left.decrementAndGet() == 0) {
            throw new IOException("No space left on device");
          }
        };
    int steps = 0;
    long id = 2;
    try (SnapshotStore store = new SnapshotStore(directory, 1, full)) {
      while (true) {
        left.set(++steps);
        try {
          store.write(Snapshots.of(id));
          break;
        } catch (SnapshotException expected) {
          assertThat(expected)
              .hasMessageContaining(directory.resolve("snapshot-00000002").toString())
              .hasMessageContaining("No space left on device")
              .hasMessageContaining("Free space on the disk");
          assertThat(names()).as("step %d", steps).containsExactly(".lock", "snapshot-00000001");
          store.verify(1);
        }
      }
      // The last fault was in removing the oldest: the new snapshot is there nevertheless.
      assertThat(store.list()).containsExactly(1L, 2L);
      assertThat(steps).isGreaterThan(12);
      store.write(Snapshots.of(3));
      assertThat(store.list()).containsExactly(3L);
    }
  }

  @Test
  void namesADirectoryThatCannotBeMade() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    try (SnapshotStore store = new SnapshotStore(file.resolve("below"), 3)) {
      assertThatThrownBy(store::lock)
          .isInstanceOf(SnapshotException.class)
          .hasMessageContaining(file.resolve("below") + ": found ")
          .hasMessageContaining("required a directory that can be written to");
    }
  }

  @Test
  void refusesANewerFormatAndTakesNoOlderSnapshotInstead() throws IOException {
    try (SnapshotStore store = new SnapshotStore(directory, 3)) {
      store.write(Snapshots.of(1));
      store.write(Snapshots.of(2));
      Path manifest = directory.resolve("snapshot-00000002").resolve(Manifest.FILE);
      byte[] bytes = Files.readAllBytes(manifest);
      ByteBuffer.wrap(bytes).putInt(Manifest.FORMAT_OFFSET, Snapshot.FORMAT + 1);
      Files.write(manifest, bytes);
      assertThatThrownBy(store::newest)
          .isInstanceOf(SnapshotException.class)
          .hasMessageContaining(manifest + ": found format 3, required at most 2. A newer version");
      assertThatThrownBy(() -> store.verify(2)).hasMessageContaining("found format 3");
    }
  }

  static void assertSame(Snapshot found, Snapshot required) {
    assertThat(found).usingRecursiveComparison().isEqualTo(required);
    assertThat(List.copyOf(found.state().keySet()))
        .isEqualTo(List.copyOf(required.state().keySet()));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
