package org.tensair.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tensair.engine.snapshot.Manifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tensair snapshot inspect}. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Says what a snapshot holds: its stages, their state, positions in the sources.")
final class SnapshotInspectCommand implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", description = "A directory that a pipeline keeps snapshots in.")
  private Path directory = Path.of("");

  @Option(names = "--id", paramLabel = "N", description = "Which; the newest if not given.")
  private @Nullable Long id;

  @Option(names = "--json", description = "Prints it for programs.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    SnapshotFolder folder = SnapshotFolder.at(directory);
    Manifest manifest = folder.store().manifest(id == null ? folder.newest() : id);
    System.out.print(json ? SnapshotText.json(manifest) : SnapshotText.of(manifest));
    return 0;
  }
}
