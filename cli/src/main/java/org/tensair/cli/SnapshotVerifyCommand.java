package org.tensair.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tensair.engine.snapshot.SnapshotException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tensair snapshot verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Reads every file of all snapshots, or of one, and checks that it is as it was written.",
      "Exits with 0, or with 2 and the reason in one line."
    })
final class SnapshotVerifyCommand implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", description = "A directory that a pipeline keeps snapshots in.")
  private Path directory = Path.of("");

  @Option(names = "--id", paramLabel = "N", description = "Which; all if not given.")
  private @Nullable Long id;

  @Override
  public Integer call() throws IOException {
    SnapshotFolder folder = SnapshotFolder.at(directory);
    List<String> faults = new ArrayList<>();
    for (long each : id == null ? folder.ids() : List.of(id)) {
      try {
        folder.store().verify(each);
        System.out.println(directory + ": snapshot " + each + " is as it was written.");
      } catch (IOException fault) {
        if (folder.removed(each)) {
          System.out.println(directory + ": snapshot " + each + " has been removed meanwhile.");
          continue;
        }
        faults.add(fault.getMessage() == null ? fault.toString() : fault.getMessage());
      }
    }
    if (!faults.isEmpty()) {
      throw new SnapshotException(String.join(" ", faults));
    }
    return 0;
  }
}
