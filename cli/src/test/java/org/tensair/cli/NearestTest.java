package org.tensair.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NearestTest {

  @Test
  void countsInsertedRemovedReplacedAndSwappedCharacters() {
    assertThat(Nearest.distance("dmeo", "demo")).isEqualTo(1);
    assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Nearest.distance("", "abc")).isEqualTo(3);
    assertThat(Nearest.distance("abc", "abc")).isZero();
  }

  @Test
  void suggestsDirectoriesOnly(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("models"), "");
    assertThat(Nearest.hint(file)).isEmpty();
    assertThat(Nearest.hint(directory.resolve("modles"))).isEmpty();
    Path flights = Files.createDirectory(directory.resolve("flights"));
    assertThat(Nearest.hint(flights)).isEmpty();
    assertThat(Nearest.hint(directory.resolve("flihgts")))
        .isEqualTo("; did you mean " + flights + "?");
  }

  @Test
  void findsNothingThatIsFar() {
    assertThat(Nearest.name("--verbose", List.of("--records", "--mode"))).isEmpty();
    assertThat(Nearest.name("--modes", List.of("--records", "--mode"))).hasValue("--mode");
  }
}
