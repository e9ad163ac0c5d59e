package org.tensair.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start script, where it cannot start. */
class LaunchTest {

  private static final Path BIN = Path.of("..", "bin");

  @Test
  void namesAJavaHomeWithoutJava(@TempDir Path home) throws Exception {
    refuses(
        BIN.resolve("tensair"),
        home,
        "tensair: JAVA_HOME is "
            + home
            + ", but there is no bin/java in it; point it at a JDK of at least 17\n");
  }

  @Test
  void namesAJavaThatIsTooOld(@TempDir Path home) throws Exception {
    Path java = javaOf(home, "11.0.2");
    refuses(
        BIN.resolve("tensair"),
        home,
        "tensair: " + java + " is of version 11.0.2, required at least 17; set JAVA_HOME\n");
  }

  @Test
  void saysHowToBuild(@TempDir Path checkout, @TempDir Path home) throws Exception {
    javaOf(home, "17");
    Path bin = Files.createDirectory(checkout.resolve("bin"));
    for (String file : new String[] {"tensair-bench", "launch.sh"}) {
      Files.copy(BIN.resolve(file), bin.resolve(file));
    }
    refuses(
        bin.resolve("tensair-bench"),
        home,
        "tensair-bench: not built yet; run \"make build\" in "
            + checkout.toRealPath()
            + " first\n");
  }

  private static Path javaOf(Path home, String version) throws IOException {
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(java, "");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return java;
  }

  private static void refuses(Path command, Path javaHome, String line) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("sh", command.toString());
    builder.environment().put("JAVA_HOME", javaHome.toString());
    Process process = builder.redirectErrorStream(true).start();
    byte[] output = process.getInputStream().readAllBytes();
    assertThat(new String(output, StandardCharsets.UTF_8)).isEqualTo(line);
    assertThat(process.waitFor()).isEqualTo(2);
  }
}
