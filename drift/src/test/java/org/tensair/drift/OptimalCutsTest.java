package org.tensair.drift;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OptimalCutsTest {

  private static final double CONFIDENCE = Math.pow(0.99, 0.25);

  /** The equation solved by trying every size, for some lengths. */
  @Test
  void theNewerPartIsTheShortestThatSolvesTheEquation() {
    int[] newSizes = OptimalCuts.newSizes(CONFIDENCE, 0.5, 2_000);

    for (int length : new int[] {30, 101, 170, 173, 174, 180, 200, 250, 317, 600, 1_999}) {
      int expected = length - (length / 2 + 1);
      for (int size = 3; size <= length - 3; size++) {
        if (shift(length, size) <= 0.5) {
          expected = size;
          break;
        }
      }
      assertThat(newSizes[length]).as("length %d", length).isEqualTo(expected);
    }
  }

  @Test
  void sizesAtThePublishedOptions() {
    int[] newSizes = OptimalCuts.newSizes(CONFIDENCE, 0.5, 25_000);

    assertThat(newSizes).hasSize(25_001);
    assertThat(newSizes[30]).isEqualTo(14);
    assertThat(newSizes[200]).isEqualTo(82);
    assertThat(newSizes[1_000]).isEqualTo(63);
    assertThat(newSizes[25_000]).isEqualTo(61);
    for (int length = 201; length <= 25_000; length++) {
      assertThat(newSizes[length]).isBetween(61, newSizes[length - 1]);
    }
  }

  @Test
  void windowsTooShortForTheEquationAreCutInTheMiddle() {
    int[] newSizes = OptimalCuts.newSizes(CONFIDENCE, 0.01, 500);

    for (int length = 30; length <= 500; length++) {
      assertThat(newSizes[length]).isEqualTo(length - (length / 2 + 1));
    }
  }

  private static double shift(int length, int size) {
    double a = 1.0 / (length - size);
    double b = OptimalCuts.f(CONFIDENCE, length - size, size) / size;
    return OptimalCuts.t(CONFIDENCE, OptimalCuts.degreesOfFreedom(a, length - size, b, size))
        * Math.sqrt(a + b);
  }
}
