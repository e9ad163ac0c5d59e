package org.tensair.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensair.api.ExecutionFailedException;
import org.tensair.api.Mode;
import org.tensair.api.PlanException;
import org.tensair.api.spi.ModelException;

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
  void refusesMoreFlightsThanThereAre(@TempDir Path directory) {
    assertThat(flights(directory, "--no-baselines", "--records", "336776")).isZero();
    assertThat(job.started).extracting(FlightsJob.Settings::records).containsExactly(336_776L);
    assertThat(flights(directory, "--no-baselines", "--records", "336777")).isEqualTo(2);
    assertThat(job.started).hasSize(1);
    assertThat(terminal.errors())
        .isEqualTo(
            "tensair demo flights: --records: found 336,777, required 1 to 336,776"
                + System.lineSeparator());
  }

  @Test
  void limitsTheRateOfTheFirstPassOnly(@TempDir Path directory) {
    assertThat(flights(directory, "--rate", "900")).isZero();
    assertThat(job.started)
        .extracting(FlightsJob.Settings::rate)
        .startsWith(900, 0)
        .filteredOn(rate -> rate != 0)
        .hasSize(1);
    assertThat(flights(directory, "--rate", "-1")).isEqualTo(2);
    assertThat(terminal.errors())
        .isEqualTo(
            "tensair demo flights: --rate: found -1, required 0 to 1,000,000,000"
                + System.lineSeparator());
  }

  @Test
  void refusesAReportThatCannotBeWrittenBeforeTheFirstPass(@TempDir Path directory)
      throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    assertThat(flights(file.resolve("report"))).isEqualTo(2);
    assertThat(job.started).isEmpty();
    assertThat(terminal.errors())
        .startsWith("tensair demo flights: --report: cannot write to " + file.resolve("report"))
        .endsWith("), required a directory that can be written" + System.lineSeparator())
        .doesNotContain("()");
  }

  @Test
  void leavesNothingOfItsProbeBehind(@TempDir Path directory) throws IOException {
    assertThat(flights(directory.resolve("a/b"))).isZero();
    try (Stream<Path> files = Files.list(directory.resolve("a/b"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("report.html", "report.json");
    }
  }

  @Test
  void saysWhatIsWrongWithAFile() {
    assertThat(ErrorLine.reason(new AccessDeniedException("/data/x"))).isEqualTo("access denied");
    assertThat(ErrorLine.reason(new NoSuchFileException("/data/x"))).isEqualTo("no such file");
    assertThat(ErrorLine.reason(new FileSystemException("/data/x", null, "Not a directory")))
        .isEqualTo("Not a directory");
  }

  @Test
  void saysInOneLineWhyARunFailed(@TempDir Path directory) {
    Terminal failing =
        failing(
            new ExecutionFailedException(
                "weather", "line 7.", new IllegalArgumentException("found x, required a number.")));
    assertThat(failing.run("demo", "flights", "--report", directory.toString())).isEqualTo(1);
    assertThat(failing.errors())
        .isEqualTo(
            "tensair demo flights: Stage \"weather\" failed: line 7. Cause: found x, required a"
                + " number."
                + System.lineSeparator());
  }

  @Test
  void saysACauseOnce(@TempDir Path directory) {
    Terminal failing =
        failing(
            new ExecutionFailedException(
                "delays",
                "opening the model: Model x: there is no such directory.",
                new ModelException("Model x: there is no such directory.")));
    assertThat(failing.run("demo", "flights", "--report", directory.toString())).isEqualTo(2);
    assertThat(failing.errors())
        .isEqualTo(
            "tensair demo flights: Stage \"delays\" failed: opening the model: Model x: there is no"
                + " such directory."
                + System.lineSeparator());
  }

  @Test
  void tellsInputFromFailureByItsExitCode(@TempDir Path directory) {
    Map<Throwable, Integer> codes =
        Map.of(
            new ModelException("Model x: cut off.", new IllegalStateException("protocol")), 2,
            new IOException("x.csv.gz: cut off.", new EOFException("zlib")), 2,
            new UncheckedIOException(new NoSuchFileException("x.csv")), 2,
            new PlanException("p", List.of("Stage x: found a, required b.")), 2,
            new IllegalStateException("a step that went wrong"), 1);
    codes.forEach(
        (cause, code) ->
            assertThat(
                    failing(new ExecutionFailedException("s", "reading: " + cause, cause))
                        .run("demo", "flights", "--report", directory.toString()))
                .as(cause.toString())
                .isEqualTo(code));
  }

  @Test
  void printsThePlanAndRunsNothing(@TempDir Path directory) throws IOException {
    assertThat(terminal.run("demo", "flights", "--plan")).isZero();
    assertThat(terminal.printed())
        .startsWith("Pipeline \"flight-delays\"\n  read \"labels\": Label\n")
        .contains("  learn \"delays\": FlightFeatures, from ");

    assertThat(terminal.run("demo", "flights", "--plan", "dot", "--report", directory.toString()))
        .isZero();
    assertThat(terminal.printed()).startsWith("digraph \"flight-delays\" {\n").endsWith("}\n");

    assertThat(terminal.run("demo", "flights", "--replicas", "3", "--plan", "json")).isZero();
    JsonNode stages = JsonMapper.builder().build().readTree(terminal.printed()).path("stages");
    assertThat(stages.findValuesAsText("name")).contains("labels", "flights", "samples", "delays");
    assertThat(stages.findValue("replicas").asInt()).isEqualTo(3);

    assertThat(terminal.run("demo", "flights", "--plan", "dott")).isEqualTo(2);
    assertThat(terminal.errors()).contains("found dott, required text, dot, json");
    assertThat(job.started).isEmpty();
    assertThat(directory).isEmptyDirectory();
  }

  private static Terminal failing(RuntimeException failure) {
    return new Terminal(
        settings -> {
          throw failure;
        },
        new FakeModels());
  }

  private int flights(Path report, String... options) {
    List<String> args = new ArrayList<>(List.of("demo", "flights", "--report", report.toString()));
    args.addAll(List.of(options));
    if (!args.contains("--records")) {
      args.addAll(List.of("--records", "500"));
    }
    return terminal.run(args.toArray(String[]::new));
  }

  private static JsonNode read(Path directory) throws IOException {
    return JsonMapper.builder().build().readTree(directory.resolve("report.json").toFile());
  }
}
