package org.tensair.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrorLineTest {

  private final Terminal terminal = new Terminal(new FakeJob(false), new FakeModels());

  @Test
  void namesTheNearestOption() {
    refuses(
        "tensair demo flights: found the unknown option --recrods; did you mean --records?",
        "demo",
        "flights",
        "--recrods",
        "5");
    refuses(
        "tensair model inspect: found the unknown option --jason; did you mean --json?",
        "model",
        "inspect",
        "--jason",
        "x");
  }

  @Test
  void namesNoOptionThatIsNotNear() {
    refuses(
        "tensair demo flights: found the unknown option --colour", "demo", "flights", "--colour=1");
  }

  @Test
  void namesTheNearestCommand() {
    refuses(
        "tensair: found the unknown command dmeo, required demo or model or snapshot; did you mean demo?",
        "dmeo");
    refuses("tensair model: required a command: inspect or verify", "model");
  }

  @Test
  void namesTheNearestValue() {
    refuses(
        "tensair demo flights: Invalid value for option '--mode': found always_train,"
            + " required automatic, always-train, never-train; did you mean always-train?",
        "demo",
        "flights",
        "--mode",
        "always_train");
    refuses(
        "tensair demo flights: Invalid value for option '--detector': found optvin,"
            + " required optwin, adwin, none; did you mean optwin?",
        "demo",
        "flights",
        "--detector=optvin");
  }

  @Test
  void namesTheRangeOfANumber() {
    refuses(
        "tensair demo flights: --replicas: found 0, required 1 to 256",
        "demo",
        "flights",
        "--replicas",
        "0");
    refuses(
        "tensair demo flights: Invalid value for option '--records': 'many' is not a long",
        "demo",
        "flights",
        "--records=many");
  }

  @Test
  void namesTheNearestFile(@TempDir Path directory) throws IOException {
    Files.createDirectories(directory.resolve("models/flights"));
    Path missing = directory.resolve("modles/flights");
    refuses(
        "tensair model verify: "
            + missing
            + ": found nothing, required a SavedModel directory; did you mean "
            + directory.resolve("models/flights")
            + "?",
        "model",
        "verify",
        missing.toString());
  }

  @Test
  void saysInOneLineWhyAModelIsRefused(@TempDir Path directory) {
    refuses(
        "tensair model verify: "
            + directory
            + ": signature train: found no input y_weight, required one",
        "model",
        "verify",
        directory.toString());
  }

  @Test
  void everyCommandHasHelp() {
    String[][] commands = {{}, {"demo"}, {"demo", "flights"}, {"model"}, {"model", "verify"}};
    for (String[] command : commands) {
      String[] args = java.util.Arrays.copyOf(command, command.length + 1);
      args[command.length] = "--help";
      assertThat(terminal.run(args)).as(String.join(" ", args)).isZero();
      assertThat(terminal.printed()).startsWith("Usage: tensair");
    }
    assertThat(terminal.errors()).isEmpty();
  }

  private void refuses(String line, String... args) {
    Terminal fresh = new Terminal(new FakeJob(false), new FakeModels());
    assertThat(fresh.run(args)).isEqualTo(2);
    assertThat(fresh.errors()).isEqualTo(line + System.lineSeparator());
  }
}
