package org.tensair.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DrawsTest {

  @Test
  void theNumbersAreThoseOfASplittableRandomAndGoOnFromTheState() {
    SplittableRandom expected = new SplittableRandom(42);
    Draws draws = new Draws(42);
    for (int bound = 1; bound < 5_000; bound++) {
      assertThat(draws.nextInt(bound)).isEqualTo(expected.nextInt(bound));
      assertThat(draws.nextLong()).isEqualTo(expected.nextLong());
      draws = new Draws(draws.state());
    }
  }
}
