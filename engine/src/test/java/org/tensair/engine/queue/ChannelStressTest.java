package org.tensair.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jcstress.Main;

/** Runs {@link ChannelStress} in JVMs of its own: it fails on an outcome that is forbidden. */
class ChannelStressTest {

  private static final long LONGEST_MINUTES = 15;

  @Test
  void inSeconds(@TempDir Path directory) throws Exception {
    stress(directory, "sanity");
  }

  @Test
  @Tag("soak")
  void inMinutes(@TempDir Path directory) throws Exception {
    stress(directory, "default");
  }

  private static void stress(Path directory, String mode) throws Exception {
    Path said = directory.resolve("said.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "-t",
                ChannelStress.class.getSimpleName(),
                "-m",
                mode,
                "-r",
                directory.toString())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      assertThat(process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)).as(mode).isTrue();
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
