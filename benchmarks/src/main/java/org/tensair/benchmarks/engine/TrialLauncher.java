package org.tensair.benchmarks.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs each trial in a JVM of its own, with this one's class path and the same heap and collector
 * for all.
 */
final class TrialLauncher {

  static final String HEAP = "2g";
  static final String COLLECTOR = "ParallelGC";

  /**
   * What Flink's serializers ask for on JDK 17, and Hazelcast for its best performance; for all
   * alike.
   */
  private static final List<String> OPENED =
      List.of(
          "java.base/java.util",
          "java.base/java.lang",
          "java.base/java.time",
          "java.base/java.util.concurrent",
          "java.base/java.net",
          "java.base/java.io",
          "java.base/jdk.internal.ref",
          "java.base/sun.nio.ch",
          "java.management/sun.management",
          "jdk.management/com.sun.management.internal");

  private static final long SPARE_SECONDS = 900;

  private TrialLauncher() {}

  /** Throws {@link IllegalStateException}, with the child's last line, if there is no row. */
  static Row run(TrialSettings settings) throws IOException, InterruptedException {
    Path output = Files.createTempFile("tensair-bench", ".out");
    Path errors = Files.createTempFile("tensair-bench", ".err");
    Process child =
        new ProcessBuilder(command(settings))
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    Thread stop = new Thread(child::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      long deadline = (long) (settings.warmUpSeconds() + settings.seconds()) + SPARE_SECONDS;
      if (!child.waitFor(deadline, TimeUnit.SECONDS)) {
        throw new IllegalStateException("not done after " + deadline + " s");
      }
      return row(output, errors, child.exitValue());
    } finally {
      child.destroyForcibly();
      Runtime.getRuntime().removeShutdownHook(stop);
      Files.delete(output);
      Files.delete(errors);
    }
  }

  private static Row row(Path output, Path errors, int status) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(output, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(TrialProcess.ROW)) {
          return Json.MAPPER.readValue(line.substring(TrialProcess.ROW.length()), Row.class);
        }
      }
    }
    List<String> said = Files.readAllLines(errors, StandardCharsets.UTF_8);
    String last = said.isEmpty() ? "it said nothing" : said.get(said.size() - 1);
    throw new IllegalStateException("ended with " + status + ": " + last);
  }

  private static List<String> command(TrialSettings settings) throws JsonProcessingException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xms" + HEAP, "-Xmx" + HEAP, "-XX:+Use" + COLLECTOR, "-XX:-UsePerfData"));
    // No system logs: none is on the class path, and none is charged with it.
    command.add("-Dslf4j.internal.verbosity=ERROR");
    Stream<String> opened = OPENED.stream().map(name -> "--add-opens=" + name);
    command.addAll(opened.map(option -> option + "=ALL-UNNAMED").toList());
    command.add("--add-modules=java.se");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(TrialProcess.class.getName());
    command.add(Json.MAPPER.writeValueAsString(settings));
    return command;
  }
}
