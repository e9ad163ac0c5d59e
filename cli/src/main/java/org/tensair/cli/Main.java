package org.tensair.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.tensair.api.spi.Runtimes;
import org.tensair.observability.ProcessClock;
import picocli.CommandLine;

/** The start of {@code bin/tensair}. */
public final class Main {

  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    Instant startedAt = Instant.now();
    ProcessClock clock = ProcessClock.sinceProcessStart();
    if (args.length > 1 && args[0].equals("demo")) {
      linkFileMethods();
      // Loads TensorFlow in the background: as long as it takes to read the command and to plan.
      Runtimes.modelRuntime();
    }
    CommandLine tensair =
        tensair(
            new FlightsCommand(FlightsJob.embedded(), clock, startedAt),
            new InspectCommand(Runtimes::modelRuntime),
            new VerifyCommand(Runtimes::modelRuntime));
    System.exit(tensair.execute(args));
  }

  /**
   * Uses what the command will need of files: stat, mkdir, open, unlink. While the system loads
   * TensorFlow's library, 0.3 s, it links no native method for any other thread, and the command
   * would wait at the first one.
   */
  private static void linkFileMethods() {
    try {
      Path file = Files.createTempFile("tensair", null);
      try {
        Files.createDirectories(file.toAbsolutePath().getParent());
      } finally {
        if (Files.exists(file)) {
          Files.delete(file);
        }
      }
    } catch (IOException unlinked) {
      // Nothing depends on it but time; the command itself reports what it cannot do.
    }
  }

  /** The tree of commands. */
  static CommandLine tensair(FlightsCommand flights, InspectCommand inspect, VerifyCommand verify) {
    CommandLine demo = new CommandLine(new GroupCommand.Demo()).addSubcommand(flights);
    CommandLine model =
        new CommandLine(new GroupCommand.Model()).addSubcommand(inspect).addSubcommand(verify);
    CommandLine snapshot =
        new CommandLine(new GroupCommand.Snapshot())
            .addSubcommand(new SnapshotListCommand())
            .addSubcommand(new SnapshotInspectCommand())
            .addSubcommand(new SnapshotVerifyCommand());
    ErrorLine errors = new ErrorLine();
    return new CommandLine(new GroupCommand.Tensair())
        .addSubcommand(demo)
        .addSubcommand(model)
        .addSubcommand(snapshot)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors)
        .setUsageHelpAutoWidth(true);
  }
}
