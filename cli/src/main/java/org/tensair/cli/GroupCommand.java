package org.tensair.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A command that only holds others. */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class)
abstract class GroupCommand implements Callable<Integer> {

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(),
        "required a command: " + String.join(" or ", spec.subcommands().keySet()));
  }

  @Command(
      name = "tensair",
      description = "Neural networks that learn from live data streams.",
      footer = "%nFirst steps: tensair demo flights --report report")
  static final class Tensair extends GroupCommand {}

  @Command(name = "demo", description = "Runs one of the examples.")
  static final class Demo extends GroupCommand {}

  @Command(name = "model", description = "Looks into exported models.")
  static final class Model extends GroupCommand {}

  @Command(name = "snapshot", description = "Looks into the snapshots of a pipeline.")
  static final class Snapshot extends GroupCommand {}
}
