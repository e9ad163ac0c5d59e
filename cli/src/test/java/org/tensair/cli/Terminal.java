package org.tensair.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.tensair.api.spi.ModelRuntime;
import org.tensair.observability.ProcessClock;
import picocli.CommandLine;

/** The command line with a job and a model runtime of a test; keeps what it prints. */
final class Terminal {

  private final FlightsJob job;
  private final ModelRuntime runtime;
  private final StringWriter errors = new StringWriter();
  private String printed = "";

  Terminal(FlightsJob job, ModelRuntime runtime) {
    this.job = job;
    this.runtime = runtime;
  }

  int run(String... args) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      // Made here, because it keeps the standard output that it finds.
      CommandLine tensair =
          Main.tensair(
              new FlightsCommand(job, ProcessClock.sinceProcessStart(), Instant.EPOCH),
              new InspectCommand(() -> runtime),
              new VerifyCommand(() -> runtime));
      return tensair.setErr(new PrintWriter(errors, true)).execute(args);
    } finally {
      System.setOut(before);
      printed = bytes.toString(StandardCharsets.UTF_8);
    }
  }

  String printed() {
    return printed;
  }

  String errors() {
    return errors.toString();
  }
}
