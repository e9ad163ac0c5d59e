package org.tensair.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that are killed at random times and started again show each result exactly once. A
 * failure names its seed; {@code -Dseed=} runs it again, as far as the clock allows.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class KillTest {

  private static final int FILES = 3;

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Path directory;
  private int perMilli = 80;

  KillTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void killedTwiceItGivesEachResultOnce() throws Exception {
    write(100_000);
    killed(2, 100, 900);
  }

  @Test
  @Tag("soak")
  void killedManyTimesItGivesEachResultOnce() throws Exception {
    int kills = 0;
    for (int round = 0; kills < 20; round++) {
      Path here = Files.createDirectory(directory.resolve("round-" + round));
      KillTest inRound = new KillTest(here);
      inRound.random.setSeed(seed + round);
      inRound.perMilli = 20;
      inRound.write(200_000);
      kills += inRound.killed(8, 50, 3_000);
    }
  }

  @Test
  void toldToStopItExitsWithZeroAndGoesOnExactly() throws Exception {
    write(100_000);
    Process first = start();
    Thread.sleep(400 + random.nextInt(300));
    first.destroy();
    assertThat(exitCode(first)).as(what("of the stopped process")).isZero();
    assertThat(log()).endsWith("stopped\n");
    assertThat(hidden()).as(what("hidden after a stop")).isEmpty();

    assertThat(exitCode(start())).as(what("of the next process")).isZero();
    assertExact("stopped once");
  }

  /** Kills it so often, unless it ends before, then lets it end; says how often it did. */
  private int killed(int times, int fromMillis, int toMillis) throws Exception {
    int kills = 0;
    for (int run = 0; run < times; run++) {
      Process process = start();
      if (process.waitFor(
          fromMillis + random.nextInt(toMillis - fromMillis), TimeUnit.MILLISECONDS)) {
        assertThat(process.exitValue()).as(what("run " + run)).isZero();
        break;
      }
      process.destroyForcibly().waitFor();
      kills++;
    }
    assertThat(exitCode(start())).as(what("the last run")).isZero();
    assertExact(kills + " kills");
    System.out.println("seed " + seed + ": " + kills + " kills, each result once");
    return kills;
  }

  private void write(int rows) throws IOException {
    for (int file = 0; file < FILES; file++) {
      KillJob.write(directory.resolve("clicks-" + file + ".csv"), rows, random.nextLong());
    }
  }

  /** Starts the job with another number of workers, and waits until it runs. */
  private Process start() throws Exception {
    Path log = directory.resolve("log");
    Files.deleteIfExists(log);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KillJob.class.getName(),
                directory.toString(),
                Integer.toString(FILES),
                Integer.toString(1 + random.nextInt(4)),
                Integer.toString(perMilli))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (process.isAlive() && !log().contains("started\n")) {
      assertThat(System.nanoTime()).as(what("the start")).isLessThan(deadline);
      Thread.sleep(5);
    }
    return process;
  }

  private int exitCode(Process process) throws InterruptedException {
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError(what("did not end within two minutes"));
    }
    return process.exitValue();
  }

  private String log() throws IOException {
    Path log = directory.resolve("log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  private String what(String what) {
    try {
      return "seed " + seed + ", " + what + ", log:\n" + log();
    } catch (IOException unread) {
      return "seed " + seed + ", " + what;
    }
  }

  private void assertExact(String what) throws IOException {
    assertSame(read("tumbling"), expected(KillJob.TUMBLING, KillJob.TUMBLING), what + ", tumbling");
    assertSame(read("sliding"), expected(KillJob.SLIDING, KillJob.SLIDE), what + ", sliding");
    assertThat(hidden()).as(what("hidden at the end")).isEmpty();
  }

  private void assertSame(
      List<KillJob.Count> found, Map<KillJob.Count, Integer> expected, String what) {
    Map<KillJob.Count, Integer> missing = new HashMap<>(expected);
    List<KillJob.Count> extra = new ArrayList<>();
    for (KillJob.Count each : found) {
      if (missing.remove(each) == null) {
        extra.add(each);
      }
    }
    assertThat(extra.stream().limit(20))
        .as(what(what + ": " + extra.size() + " too much"))
        .isEmpty();
    assertThat(missing.keySet().stream().limit(20))
        .as(what(what + ": " + missing.size() + " missing"))
        .isEmpty();
  }

  /** The counts, each once, counted plainly. */
  private Map<KillJob.Count, Integer> expected(long size, long slide) throws IOException {
    Map<List<Object>, Long> counts = new HashMap<>();
    for (int file = 0; file < FILES; file++) {
      List<String> lines = Files.readAllLines(directory.resolve("clicks-" + file + ".csv"));
      for (String line : lines.subList(1, lines.size())) {
        String[] fields = line.split(",", -1);
        long time = Long.parseLong(fields[1]);
        for (long start = Math.floorDiv(time, slide) * slide; start > time - size; start -= slide) {
          counts.merge(List.of(fields[0], start), 1L, Long::sum);
        }
      }
    }
    Map<KillJob.Count, Integer> expected = new HashMap<>();
    counts.forEach(
        (window, clicks) -> {
          long start = (Long) window.get(1);
          expected.put(new KillJob.Count((String) window.get(0), start, start + size, clicks), 1);
        });
    return expected;
  }

  private List<KillJob.Count> read(String sink) throws IOException {
    JsonMapper json = JsonMapper.builder().build();
    List<KillJob.Count> counts = new ArrayList<>();
    for (Path file : files(sink)) {
      if (file.toString().endsWith(".jsonl") && !hidden(file)) {
        for (String line : Files.readAllLines(file)) {
          counts.add(json.readValue(line, KillJob.Count.class));
        }
      } else if (file.toString().endsWith(".csv") && !hidden(file)) {
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.get(0)).isEqualTo("page,start,end,clicks");
        for (String line : lines.subList(1, lines.size())) {
          String[] fields = line.split(",", -1);
          counts.add(
              new KillJob.Count(
                  fields[0],
                  Long.parseLong(fields[1]),
                  Long.parseLong(fields[2]),
                  Long.parseLong(fields[3])));
        }
      }
    }
    return counts;
  }

  private List<Path> hidden() throws IOException {
    List<Path> hidden = new ArrayList<>(files("tumbling"));
    hidden.addAll(files("sliding"));
    hidden.removeIf(file -> !hidden(file));
    return hidden;
  }

  private static boolean hidden(Path file) {
    return String.valueOf(file.getFileName()).startsWith(".");
  }

  private List<Path> files(String sink) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve(sink))) {
      return files.toList();
    }
  }
}
