package org.tensair.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.tensair.benchmarks.engine.EngineCommand;
import org.tensair.benchmarks.resources.ResourcesCommand;

/**
 * Runs the benchmarks whose names match the arguments, all if there are none; the options are
 * JMH's. After {@code engine}, whole pipelines instead; after {@code resources}, what a run takes.
 */
public final class Main {

  private Main() {}

  /** Exits with 0; with 2, after one line that says why, if the arguments are wrong. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0 && arguments[0].equals("engine")) {
      System.exit(EngineCommand.run(Arrays.copyOfRange(arguments, 1, arguments.length)));
    }
    if (arguments.length > 0 && arguments[0].equals("resources")) {
      System.exit(ResourcesCommand.run(Arrays.copyOfRange(arguments, 1, arguments.length)));
    }
    String[] options =
        Arrays.stream(arguments)
            .map(argument -> argument.equals("--help") ? "-h" : argument)
            .toArray(String[]::new);
    try {
      CommandLineOptions parsed = new CommandLineOptions(options);
      Runner runner = new Runner(parsed);
      if (parsed.shouldHelp()) {
        System.out.println("Usage: tensair-bench [regular expression]... [option]...");
        System.out.println("       tensair-bench engine [option]...   whole pipelines; see --help");
        System.out.println(
            "       tensair-bench resources [option]...   heap, idle CPU; see --help");
        parsed.showHelp();
      } else if (parsed.shouldList()) {
        runner.list();
      } else {
        runner.run();
      }
    } catch (NoBenchmarksException none) {
      refuse("no benchmark's name matches " + String.join(" ", arguments));
    } catch (CommandLineOptionException | RunnerException wrong) {
      refuse(String.valueOf(wrong.getMessage()).lines().findFirst().orElse(""));
    }
  }

  private static void refuse(String reason) {
    System.err.println("tensair-bench: " + reason + "; try --help, or -l for a list");
    System.exit(2);
  }

  /** A folder of the checkout, which {@code bin/tensair-bench} names. */
  static Path home(String folder) {
    return Path.of(System.getProperty("tensair.home", ".")).resolve(folder);
  }
}
