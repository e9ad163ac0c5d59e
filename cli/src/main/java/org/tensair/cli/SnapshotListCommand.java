package org.tensair.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.tensair.engine.snapshot.Manifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tensair snapshot list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Lists the snapshots of a pipeline, oldest first.")
final class SnapshotListCommand implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", description = "A directory that a pipeline keeps snapshots in.")
  private Path directory = Path.of("");

  @Override
  public Integer call() throws IOException {
    SnapshotFolder folder = SnapshotFolder.at(directory);
    for (long id : folder.ids()) {
      System.out.println(line(folder, id));
    }
    return 0;
  }

  /** A damaged one is listed too: it takes room, and the others are worth seeing. */
  private static String line(SnapshotFolder folder, long id) throws IOException {
    try {
      Manifest manifest = folder.store().manifest(id);
      return String.format(
          Locale.ROOT,
          "%8d  %s  %s  %,d bytes",
          id,
          manifest.head().created(),
          manifest.head().pipeline(),
          manifest.stateBytes());
    } catch (IOException fault) {
      String what = folder.removed(id) ? "removed meanwhile" : "damaged: " + fault.getMessage();
      return String.format(Locale.ROOT, "%8d  %s", id, what);
    }
  }
}
