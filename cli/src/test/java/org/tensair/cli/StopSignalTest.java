package org.tensair.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.tensair.api.Mode;
import org.tensair.observability.ProcessClock;
import org.tensair.observability.Progress;
import org.tensair.observability.RunReport;

class StopSignalTest {

  private final FakeJob job = new FakeJob(true);
  private final FlightsJob.Settings settings =
      new FlightsJob.Settings(
          Path.of("data"),
          Path.of("flights"),
          500,
          0,
          1,
          Mode.AUTOMATIC,
          Detector.NONE,
          0,
          1,
          1,
          null);

  @Test
  void endsTheRunAndReportsWhatWasDone() throws Exception {
    Progress progress =
        new Progress(
            new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8),
            true,
            ProcessClock.sinceProcessStart());
    CompletableFuture<Void> stopping;
    try (StopSignal signal = StopSignal.install(false)) {
      FlightsPasses passes = new FlightsPasses(job, settings, progress, signal);
      stopping =
          CompletableFuture.runAsync(
              () -> {
                awaitStart();
                signal.stop();
              });
      RunReport report = passes.run(Instant.EPOCH, true);
      assertThat(report.complete()).isFalse();
      assertThat(report.main().result().predicted()).isEqualTo(500);
      assertThat(report.others()).isEmpty();
      assertThat(job.started).hasSize(1);
    }
    stopping.get();
  }

  private void awaitStart() {
    try {
      job.begun.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
