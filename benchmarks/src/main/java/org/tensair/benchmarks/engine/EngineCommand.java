package org.tensair.benchmarks.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tensair.benchmarks.workload.Variant;
import org.tensair.benchmarks.workload.Workload;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code tensair-bench engine}. */
@Command(
    name = "tensair-bench engine",
    sortOptions = false,
    description = {
      "Whole pipelines on this project's engine and on others, each in a JVM of its own (heap "
          + TrialLauncher.HEAP
          + ", "
          + TrialLauncher.COLLECTOR
          + "), the results compared with a plain computation.",
      "Events are made in memory, 100 for each ms of event time, as fast as the system takes them."
          + " Events/s are those that left the sources in the measured part; CPU time is the whole"
          + " process's over it, compilers and collector included; \"x Flink\" is against Flink's"
          + " better parallelism.",
      ""
    })
public final class EngineCommand implements Callable<Integer> {

  @Option(
      names = "--benchmark",
      split = ",",
      paramLabel = "NAME",
      defaultValue = "ysb,ysb-json,ysb-star,swa-tumbling,swa-sliding,q5,q8",
      description = "Any of ${DEFAULT-VALUE}; all without it.")
  private List<Workload> benchmarks = List.of();

  @Option(
      names = "--system",
      split = ",",
      paramLabel = "NAME",
      defaultValue = "flink,jet,limit,tensair",
      description = "Any of ${DEFAULT-VALUE}; all without it. limit: the same by hand.")
  private List<SystemName> systems = List.of();

  @Option(
      names = "--variant",
      split = ",",
      paramLabel = "NAME",
      defaultValue = "plain",
      description =
          "Any of plain (default), combiner (sums before the shuffle), polluted (other pipelines ran"
              + " before in the JVM), projection (a scanner that decodes the needed fields only)."
              + " Systems and benchmarks that lack one are left out.")
  private List<Variant> variants = List.of();

  @Option(
      names = "--parallelism",
      split = ",",
      paramLabel = "N",
      defaultValue = "1,2",
      description = "Threads or parallel instances, and splits of the source (${DEFAULT-VALUE}).")
  private List<Integer> parallelisms = List.of();

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      defaultValue = "10",
      description = "Seconds before the measured part (${DEFAULT-VALUE}).")
  private double warmUpSeconds;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "30",
      description = "Seconds of the measured part (${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--latency",
      description =
          "Then also at half of each system's own best rate: event i is made i / rate after the first,"
              + " and the latency of a window's result is the time from when the event that ends the"
              + " window was due (of each split the first that is not before the window's end; of"
              + " these the last) until the sink has the result. A source that is held up makes"
              + " events late, which counts. Flink sends watermarks every 200 ms and partial buffers"
              + " after 100 ms by itself; flink-1ms is with 1 ms for both.")
  private boolean latency;

  @Option(
      names = "--rate",
      paramLabel = "EVENTS/S",
      defaultValue = "0",
      description = "With --latency, this rate for all systems instead of half of the own best.")
  private double rate;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes the rows there too, after each.")
  private @Nullable Path file;

  @Option(names = "--help", usageHelp = true, description = "This text.")
  @SuppressWarnings("UnusedVariable")
  private boolean help;

  /** Exit status: 0; 1 if a trial failed or gave wrong results; 2 if the arguments are wrong. */
  public static int run(String[] arguments) {
    CommandLine line = new CommandLine(new EngineCommand()).setUsageHelpAutoWidth(true);
    line.registerConverter(Workload.class, converter(Workload::of));
    line.registerConverter(Variant.class, converter(Variant::of));
    line.registerConverter(SystemName.class, converter(SystemName::of));
    line.setParameterExceptionHandler(
        (wrong, all) -> {
          System.err.println("tensair-bench: " + wrong.getMessage() + "; try engine --help");
          return 2;
        });
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          System.err.println("tensair-bench: " + failure);
          return 1;
        });
    return line.execute(arguments);
  }

  private static <T> ITypeConverter<T> converter(Function<String, T> of) {
    return text -> {
      try {
        return of.apply(text);
      } catch (IllegalArgumentException unknown) {
        throw new TypeConversionException(unknown.getMessage());
      }
    };
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Machine machine = Machine.measure();
    System.out.println(machine.line());
    Table table = new Table(System.out, latency);
    table.header();
    Comparison comparison = new Comparison(machine, table, System.err, file);
    for (Workload benchmark : benchmarks) {
      for (Variant variant : variants) {
        for (SystemName system : systems.stream().sorted().toList()) {
          if (system.offers(benchmark, variant)) {
            measure(comparison, system, benchmark, variant);
          }
        }
      }
    }
    return comparison.failed() ? 1 : 0;
  }

  private void measure(
      Comparison comparison, SystemName system, Workload benchmark, Variant variant)
      throws IOException, InterruptedException {
    List<Row> found = new ArrayList<>();
    for (int parallelism : parallelisms) {
      comparison.add(settings(system, benchmark, variant, parallelism)).ifPresent(found::add);
    }
    if (!latency || found.isEmpty()) {
      return;
    }
    Row best = found.stream().max(Comparator.comparing(Row::eventsPerSecond)).orElseThrow();
    double offered = rate > 0 ? rate : best.eventsPerSecond() / 2;
    TrialSettings settings = settings(system, benchmark, variant, best.parallelism());
    comparison.add(settings.paced(system, offered));
    if (system == SystemName.FLINK) {
      comparison.add(settings.paced(SystemName.FLINK_1MS, offered));
    }
  }

  private TrialSettings settings(
      SystemName system, Workload benchmark, Variant variant, int parallelism) {
    return new TrialSettings(system, benchmark, variant, parallelism, warmUpSeconds, seconds, 0);
  }
}
