package org.tensair.benchmarks.resources;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bin/tensair-bench resources}. */
@Command(
    name = "tensair-bench resources",
    description = {
      "What this project's engine takes: CPU at rest, heap for many keys, garbage, time to stop. Exit"
          + " status 1 if a figure is beyond what it must not exceed. With"
          + " TENSAIR_JAVA_OPTIONS=-Xmx1200m the keys must fit in that.",
      ""
    })
public final class ResourcesCommand implements Callable<Integer> {

  @Option(
      names = "--keys",
      paramLabel = "N",
      defaultValue = "10000000",
      description = "Keys with a sum each (${DEFAULT-VALUE}).")
  private long keys;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "2",
      description = "Workers of all pipelines (${DEFAULT-VALUE}).")
  private int workers;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "10",
      description = "Seconds of each measurement over time (${DEFAULT-VALUE}).")
  private long seconds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides the moments of the stops (${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--help", usageHelp = true, description = "This text.")
  @SuppressWarnings("UnusedVariable")
  private boolean help;

  private boolean failed;

  /** Exit status: 0; 1 if a figure is too high; 2 if the arguments are wrong. */
  public static int run(String[] arguments) {
    CommandLine line = new CommandLine(new ResourcesCommand()).setUsageHelpAutoWidth(true);
    line.setParameterExceptionHandler(
        (wrong, all) -> {
          System.err.println("tensair-bench: " + wrong.getMessage() + "; try resources --help");
          return 2;
        });
    return line.execute(arguments);
  }

  @Override
  public Integer call() throws InterruptedException {
    Measures measures = new Measures(workers);
    Duration time = Duration.ofSeconds(seconds);
    print(measures.idle(time));
    print(measures.garbage(time));
    print(measures.stop(true, 10, seed));
    print(measures.stop(false, 10, seed));
    print(measures.heap(keys));
    return failed ? 1 : 0;
  }

  private void print(Measured measured) {
    failed |= !measured.passed();
    System.out.printf(
        Locale.ROOT,
        "%-42s %,10.2f %-17s at most %,.0f%s%n",
        measured.what(),
        measured.value(),
        measured.unit(),
        measured.most(),
        measured.passed() ? "" : "  EXCEEDED");
  }
}
