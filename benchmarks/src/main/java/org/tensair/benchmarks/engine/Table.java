package org.tensair.benchmarks.engine;

import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rows as they come, aligned. */
final class Table {

  private final PrintStream out;
  private final boolean latency;

  Table(PrintStream out, boolean latency) {
    this.out = out;
    this.latency = latency;
  }

  void header() {
    print(
        "benchmark",
        "variant",
        "system",
        "p",
        "events/s",
        "CPU ns/ev",
        "x Flink",
        "checked",
        latency ? "p50 ms" : "",
        latency ? "p99 ms" : "",
        latency ? "max ms" : "");
  }

  void row(Row row) {
    print(
        row.benchmark(),
        row.variant(),
        row.system(),
        Integer.toString(row.parallelism()),
        String.format(Locale.ROOT, "%,.0f", row.eventsPerSecond()),
        String.format(Locale.ROOT, "%.1f", row.cpuNsPerEvent()),
        number(row.ratioToFlink()),
        row.checked() ? "yes" : "WRONG",
        number(row.latencyP50Ms()),
        number(row.latencyP99Ms()),
        number(row.latencyMaxMs()));
  }

  private static String number(@Nullable Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%.2f", value);
  }

  private void print(String... cells) {
    String line = "%-13s %-11s %-10s %2s %15s %10s %9s %8s %9s %9s %9s".formatted((Object[]) cells);
    out.println(line.stripTrailing());
    out.flush();
  }
}
