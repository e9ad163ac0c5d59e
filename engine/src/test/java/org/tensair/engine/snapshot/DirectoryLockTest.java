package org.tensair.engine.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DirectoryLockTest {

  private final Path directory;

  DirectoryLockTest(@TempDir Path directory) {
    this.directory = directory;
  }

  /** Another process: locks, says so, and waits for its end. */
  static final class Holder {
    public static void main(String[] args) throws Exception {
      new SnapshotStore(Path.of(args[0]), 3).lock();
      System.out.println("locked");
      Thread.sleep(60_000);
    }
  }

  @Test
  void letsOneStoreOfAProcessWrite() throws IOException {
    try (SnapshotStore second = new SnapshotStore(directory.resolve("."), 3)) {
      try (SnapshotStore first = new SnapshotStore(directory, 3)) {
        first.write(Snapshots.of(1));
        assertThatThrownBy(() -> second.write(Snapshots.of(2)))
            .isInstanceOf(SnapshotException.class)
            .hasMessageContaining(directory + "/.: found that a pipeline of this process writes");
        assertThat(second.newest()).isPresent();
      }
      second.write(Snapshots.of(2));
      assertThat(second.list()).containsExactly(1L, 2L);
    }
  }

  @Test
  void letsOneProcessWriteUntilItDies() throws Exception {
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Holder.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (SnapshotStore store = new SnapshotStore(directory, 3)) {
      assertThat(holder.inputReader().readLine()).isEqualTo("locked");
      assertThatThrownBy(store::lock)
          .isInstanceOf(SnapshotException.class)
          .hasMessageContaining(directory + ": found that another process writes its snapshots");
      holder.destroyForcibly();
      assertThat(holder.waitFor(30, TimeUnit.SECONDS)).isTrue();
      store.lock();
    } finally {
      holder.destroyForcibly();
    }
  }
}
