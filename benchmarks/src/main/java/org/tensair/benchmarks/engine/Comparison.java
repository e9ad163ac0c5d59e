package org.tensair.benchmarks.engine;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensair.benchmarks.workload.Variant;

/** All trials of a command: one after the other, each compared with Flink's better parallelism. */
final class Comparison {

  private final Machine machine;
  private final Table table;
  private final PrintStream errors;
  private final @Nullable Path file;
  private final List<Row> rows = new ArrayList<>();
  private boolean failed;

  /**
   * What {@code --json} holds; written anew after each row, so that a run that is stopped leaves
   * its rows.
   */
  private record Report(Machine machine, String heap, String collector, List<Row> rows) {}

  Comparison(Machine machine, Table table, PrintStream errors, @Nullable Path file) {
    this.machine = machine;
    this.table = table;
    this.errors = errors;
    this.file = file;
  }

  /**
   * Runs it, shows its row, and returns what it took; nothing if it failed, of which a line says
   * why.
   */
  Optional<Row> add(TrialSettings settings) throws IOException, InterruptedException {
    Row row;
    try {
      row = TrialLauncher.run(settings);
    } catch (IllegalStateException none) {
      failed = true;
      errors.println("tensair-bench: " + settings + ": " + none.getMessage());
      return Optional.empty();
    }
    rows.add(row);
    failed |= !row.checked();
    if (!settings.paced()) {
      compare();
    }
    table.row(rows.get(rows.size() - 1));
    if (file != null) {
      Report report = new Report(machine, TrialLauncher.HEAP, TrialLauncher.COLLECTOR, rows);
      Json.MAPPER.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), report);
    }
    return Optional.of(row);
  }

  /** Flink's second parallelism changes the ratio of its first. */
  private void compare() {
    rows.replaceAll(
        row ->
            row.offeredEventsPerSecond() != null
                ? row
                : flink(row)
                    .map(flink -> row.withRatio(row.eventsPerSecond() / flink))
                    .orElse(row));
  }

  private Optional<Double> flink(Row row) {
    return best(row.benchmark(), row.variant()).or(() -> best(row.benchmark(), Variant.PLAIN.id()));
  }

  private Optional<Double> best(String benchmark, String variant) {
    return rows.stream()
        .filter(row -> row.offeredEventsPerSecond() == null)
        .filter(row -> row.system().equals(SystemName.FLINK.id()))
        .filter(row -> row.benchmark().equals(benchmark) && row.variant().equals(variant))
        .map(Row::eventsPerSecond)
        .max(Comparator.naturalOrder());
  }

  /** Whether a trial failed, or gave something else than the plain computation. */
  boolean failed() {
    return failed;
  }
}
