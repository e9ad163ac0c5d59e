package org.tensair.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.tensair.api.Model;
import org.tensair.api.spi.LoadedModel;
import org.tensair.api.spi.ModelRuntime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tensair model inspect}. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Says what a model is: its inputs, outputs, variables and signatures.")
final class InspectCommand implements Callable<Integer> {

  private static final String CARD = "assets.extra/tensair.json";

  private final Supplier<ModelRuntime> runtime;

  @Parameters(paramLabel = "DIR", description = "A SavedModel directory written by the exporter.")
  private Path directory = Path.of("");

  @Option(names = "--json", description = "Prints the model card as it is.")
  private boolean json;

  InspectCommand(Supplier<ModelRuntime> runtime) {
    this.runtime = runtime;
  }

  @Override
  public Integer call() throws IOException {
    Model model = ModelFolder.at(directory);
    try (LoadedModel loaded = runtime.get().load(model)) {
      String text =
          json
              ? Files.readString(directory.resolve(CARD)).strip() + "\n"
              : CardText.of(loaded.card());
      System.out.print(text);
    }
    return 0;
  }
}
