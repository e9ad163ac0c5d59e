package org.tensair.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

  @Test
  void countsInsertedRemovedReplacedAndSwappedCharacters() {
    assertThat(Nearest.distance("dmeo", "demo")).isEqualTo(1);
    assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Nearest.distance("", "abc")).isEqualTo(3);
    assertThat(Nearest.distance("abc", "abc")).isZero();
  }

  @Test
  void findsNothingThatIsFar() {
    assertThat(Nearest.name("--verbose", List.of("--records", "--mode"))).isEmpty();
    assertThat(Nearest.name("--modes", List.of("--records", "--mode"))).hasValue("--mode");
  }
}
