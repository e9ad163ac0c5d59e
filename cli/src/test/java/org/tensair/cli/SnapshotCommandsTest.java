package org.tensair.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensair.engine.snapshot.Snapshot;
import org.tensair.engine.snapshot.SnapshotStore;

class SnapshotCommandsTest {

  private final Terminal terminal = new Terminal(new FakeJob(false), new FakeModels());
  private final Path empty;
  private final Path directory;

  SnapshotCommandsTest(@TempDir Path parent) throws IOException {
    this.empty = parent;
    this.directory = parent.resolve("snapshots");
    try (SnapshotStore store = new SnapshotStore(directory, 3)) {
      store.write(snapshot(1));
      store.write(snapshot(2));
    }
  }

  @Test
  void listsOldestFirstAndDamagedOnesToo() throws IOException {
    Files.delete(directory.resolve("snapshot-00000002/manifest"));
    assertThat(run("list")).isZero();
    assertThat(terminal.printed().lines())
        .hasSize(2)
        .first()
        .isEqualTo("       1  2026-01-02T03:04:05Z  flights  1,015 bytes");
    assertThat(terminal.printed()).contains("       2  damaged: " + directory);
  }

  @Test
  void showsTheNewest() {
    assertThat(run("inspect")).isZero();
    assertThat(terminal.printed().lines())
        .contains(
            "snapshot 2 of flights",
            "  created      2026-01-02T03:04:05Z",
            "  event time   1970-01-01T00:00:02Z",
            "  workers      2",
            "  state        1,015 bytes",
            "2 stages",
            "  read                     [5, 2]");
    assertThat(terminal.printed())
        .containsPattern("lookup +LookupJoin +Sample +1,015 bytes, 2 key groups\n");
  }

  @Test
  void showsOneForPrograms() throws IOException {
    assertThat(run("inspect", "--id", "1", "--json")).isZero();
    JsonNode json = JsonMapper.builder().build().readTree(terminal.printed());
    assertThat(json.get("id").asLong()).isEqualTo(1);
    assertThat(json.at("/stages/1/key_groups").asInt()).isEqualTo(2);
    assertThat(json.at("/stages/1/state_bytes").asInt()).isEqualTo(1015);
    assertThat(json.at("/positions/read/1").asInt()).isEqualTo(1);
  }

  @Test
  void verifiesAllOrOne() throws IOException {
    assertThat(run("verify")).isZero();
    assertThat(terminal.printed().lines()).hasSize(2);
    Path damaged = directory.resolve("snapshot-00000001/state-000");
    byte[] bytes = Files.readAllBytes(damaged);
    bytes[500]++;
    Files.write(damaged, bytes);
    assertThat(run("verify", "--id", "2")).isZero();
    assertThat(terminal.errors()).isEmpty();
    assertThat(run("verify")).isEqualTo(2);
    assertThat(terminal.errors().lines())
        .hasSize(1)
        .first()
        .asString()
        .startsWith("tensair snapshot verify: " + damaged + ": found the checksum ");
  }

  @Test
  void aJobMayRemoveSnapshotsMeanwhile() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Void> job =
        CompletableFuture.runAsync(
            () -> {
              try (SnapshotStore store = new SnapshotStore(directory, 1)) {
                for (long id = 3; !done.get(); id++) {
                  store.write(snapshot(id));
                }
              } catch (IOException failure) {
                throw new UncheckedIOException(failure);
              }
            });
    try {
      for (int i = 0; i < 50; i++) {
        assertThat(run("verify")).as(terminal.errors()).isZero();
        assertThat(run("list")).as(terminal.errors()).isZero();
      }
    } finally {
      done.set(true);
      job.get(10, TimeUnit.SECONDS);
    }
    assertThat(terminal.printed()).doesNotContain("damaged");
  }

  @Test
  void saysInOneLineWhatIsMissing() throws IOException {
    assertThat(terminal.run("snapshot", "list", directory + "x")).isEqualTo(2);
    assertThat(terminal.run("snapshot", "verify", empty.toString())).isEqualTo(2);
    assertThat(run("inspect", "--id", "9")).isEqualTo(2);
    assertThat(terminal.run("snapshot")).isEqualTo(2);
    assertThat(terminal.errors().lines())
        .hasSize(4)
        .satisfiesExactly(
            missing ->
                assertThat(missing)
                    .startsWith("tensair snapshot list: " + directory + "x: found nothing"),
            none -> assertThat(none).contains(": found no snapshots, required at least one"),
            unknown -> assertThat(unknown).contains("found no snapshot 9, required one of [1, 2]"),
            group -> assertThat(group).contains("required a command: list or inspect or verify"));
  }

  private int run(String command, String... options) {
    String[] args = new String[3 + options.length];
    args[0] = "snapshot";
    args[1] = command;
    args[2] = directory.toString();
    System.arraycopy(options, 0, args, 3, options.length);
    return terminal.run(args);
  }

  private static Snapshot snapshot(long id) {
    return new Snapshot(
        id,
        "flights",
        Instant.parse("2026-01-02T03:04:05Z"),
        1000 * id,
        2,
        Snapshot.FORMAT,
        List.of(
            new Snapshot.StageInfo("read", "Read", "Flight"),
            new Snapshot.StageInfo("lookup", "LookupJoin", "Sample")),
        Map.of("read", new long[] {5, id}),
        Map.of(
            "lookup",
            List.of(
                new Snapshot.Section(-1, new byte[1]),
                new Snapshot.Section(3, new byte[1000]),
                new Snapshot.Section(4, new byte[2]))));
  }
}
