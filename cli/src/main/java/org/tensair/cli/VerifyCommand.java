package org.tensair.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.tensair.api.Model;
import org.tensair.api.spi.LoadedModel;
import org.tensair.api.spi.ModelReplica;
import org.tensair.api.spi.ModelRuntime;
import org.tensair.api.spi.ReplicaSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tensair model verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Checks a model's card against its SavedModel and calls every signature once.",
      "Exits with 0, or with 2 and the reason in one line."
    })
final class VerifyCommand implements Callable<Integer> {

  /** Rows of the mini-batch that signatures are called with: a usual size. */
  private static final int ROWS = 32;

  private final Supplier<ModelRuntime> runtime;

  @Parameters(paramLabel = "DIR", description = "A SavedModel directory written by the exporter.")
  private Path directory = Path.of("");

  VerifyCommand(Supplier<ModelRuntime> runtime) {
    this.runtime = runtime;
  }

  @Override
  public Integer call() {
    Model model = ModelFolder.at(directory);
    try (LoadedModel loaded = runtime.get().load(model);
        ModelReplica replica = loaded.replica(new ReplicaSettings(0, ROWS, "cpu"))) {
      System.out.println(
          directory + ": " + replica.card().name() + " is as its card says, and runs.");
    }
    return 0;
  }
}
