package org.tensair.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jcstress.Main;

/** Runs {@link ChannelStress} in JVMs of its own: it fails on an outcome that is forbidden. */
class ChannelStressTest {

  private static final long LONGEST_MINUTES = 30;

  @Test
  void inSeconds(@TempDir Path directory) throws Exception {
    // The shortest that finds an end which is looked at before the queue.
    stress(directory, "-m", "sanity", "-time", "300", "-iters", "2", "-sc", "false");
  }

  @Test
  @Tag("soak")
  void inMinutes(@TempDir Path directory) throws Exception {
    stress(directory, "-m", "default");
  }

  private static void stress(Path directory, String... options) throws Exception {
    Path said = directory.resolve("said.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("-t", ChannelStress.class.getSimpleName(), "-r", directory.toString()));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      assertThat(process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)).as("%s", command).isTrue();
      assertThat(process.exitValue()).as(text(said.toFile())).isZero();
      assertThat(text(said.toFile())).contains("Channel").doesNotContain("No matching tests");
    } finally {
      process.destroyForcibly();
    }
  }

  private static String text(File said) throws IOException {
    return Files.readString(said.toPath());
  }
}
