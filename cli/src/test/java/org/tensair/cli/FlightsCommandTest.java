package org.tensair.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensair.api.ExecutionFailedException;
import org.tensair.api.Mode;

class FlightsCommandTest {

  private final FakeJob job = new FakeJob(false);
  private final Terminal terminal = new Terminal(job, new FakeModels());

  @BeforeEach
  void useTheDataOfTheCheckout() {
    System.setProperty("tensair.home", Path.of("..").toAbsolutePath().normalize().toString());
  }

  @AfterEach
  void forgetTheCheckout() {
    System.clearProperty("tensair.home");
  }

  @Test
  void runsWhatWasAskedForFirstAndThenItsBaselines(@TempDir Path directory) {
    assertThat(flights(directory, "--replicas", "1", "--seed", "7", "--replay", "2")).isZero();
    assertThat(job.started)
        .extracting(FlightsJob.Settings::mode)
        .containsExactly(Mode.AUTOMATIC, Mode.ALWAYS_TRAIN, Mode.ALWAYS_TRAIN, Mode.NEVER_TRAIN);
    assertThat(job.started)
        .extracting(settings -> String.valueOf(settings.model().getFileName()))
        .containsExactly("flights", "flights-logistic", "flights", "flights");
    assertThat(job.started)
        .allMatch(
            settings -> settings.replicas() == 1 && settings.seed() == 7 && settings.replay() == 2);
  }

  @Test
  void writesTheReport(@TempDir Path directory) throws IOException {
    assertThat(flights(directory)).isZero();
    JsonNode report = read(directory);
    assertThat(report.path("records").asLong()).isEqualTo(500);
    assertThat(report.path("complete").asBoolean()).isTrue();
    assertThat(report.path("baselines").fieldNames())
        .toIterable()
        .containsExactly("logistic-regression", "always-train", "never-train", "majority");
    assertThat(report.at("/options/detector").asText()).isEqualTo("optwin");
    assertThat(terminal.printed())
        .contains("Beats", "network, automatic", "Report: " + directory.resolve("report.html"));
  }

  @Test
  void leavesTheBaselinesOut(@TempDir Path directory) {
    assertThat(flights(directory, "--no-baselines", "--mode", "never-train")).isZero();
    assertThat(job.started).extracting(FlightsJob.Settings::mode).containsExactly(Mode.NEVER_TRAIN);
  }

  @Test
  void readsNoMoreFlightsThanThereAre(@TempDir Path directory) {
    assertThat(
            terminal.run(
                "demo",
                "flights",
                "--no-baselines",
                "--records",
                "999999999",
                "--report",
                directory.toString()))
        .isZero();
    assertThat(job.started).extracting(FlightsJob.Settings::records).containsExactly(336_776L);
  }

  @Test
  void saysInOneLineWhyARunFailed(@TempDir Path directory) {
    Terminal failing =
        new Terminal(
            settings -> {
              throw new ExecutionFailedException(
                  "weather",
                  "line 7.",
                  new IllegalArgumentException("found x, required a number."));
            },
            new FakeModels());
    assertThat(failing.run("demo", "flights", "--report", directory.toString())).isEqualTo(1);
    assertThat(failing.errors())
        .isEqualTo(
            "tensair demo flights: Stage \"weather\" failed: line 7. Cause: found x, required a"
                + " number."
                + System.lineSeparator());
  }

  private int flights(Path report, String... options) {
    String[] args = {"demo", "flights", "--records", "500", "--report", report.toString()};
    String[] all = java.util.Arrays.copyOf(args, args.length + options.length);
    System.arraycopy(options, 0, all, args.length, options.length);
    return terminal.run(all);
  }

  private static JsonNode read(Path directory) throws IOException {
    return JsonMapper.builder().build().readTree(directory.resolve("report.json").toFile());
  }
}
