package org.tensair.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tensair.engine.snapshot.SnapshotException;
import org.tensair.engine.snapshot.SnapshotStore;

/** A directory of snapshots as named on the command line. Read only: a job may write there. */
record SnapshotFolder(Path directory, SnapshotStore store, List<Long> ids) {

  /**
   * The snapshots there, at least one.
   *
   * @throws SnapshotException if there is no directory, with the nearest one that there is, or no
   *     snapshot in it
   */
  static SnapshotFolder at(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      String found = Files.exists(directory) ? "a file" : "nothing";
      throw new SnapshotException(
          directory
              + ": found "
              + found
              + ", required a directory of snapshots"
              + Nearest.hint(directory));
    }
    SnapshotStore store = new SnapshotStore(directory, 1);
    List<Long> ids = store.list();
    if (ids.isEmpty()) {
      throw new SnapshotException(directory + ": found no snapshots, required at least one");
    }
    return new SnapshotFolder(directory, store, ids);
  }

  /**
   * Whether a snapshot that was there has been removed since, as a job does that keeps the newest.
   */
  boolean removed(long id) throws IOException {
    return ids.contains(id) && !store.list().contains(id);
  }

  long newest() {
    return ids.get(ids.size() - 1);
  }
}
