package org.tensair.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SplitWindowTest {

  @Test
  void agreesWithAListOfItsValues() {
    for (long seed = 1; seed <= 10; seed++) {
      Random random = new Random(seed);
      SplitWindow window = new SplitWindow(100);
      List<Double> values = new ArrayList<>();
      for (int step = 0; step < 2_000; step++) {
        if (random.nextInt(500) == 0) {
          window.clear();
          values.clear();
        }
        double value = 1e6 + 0.01 * random.nextGaussian();
        window.add(value);
        values.add(value);
        if (values.size() > 100) {
          values.remove(0);
        }
        int newSize = random.nextInt(values.size() + 1);
        window.cut(newSize);

        String as = "seed " + seed + " step " + step;
        int cut = values.size() - newSize;
        assertThat(window.size()).as(as).isEqualTo(values.size());
        assertThat(window.get(0)).as(as).isEqualTo(values.get(0));
        assertThat(window.get(values.size() - 1)).as(as).isEqualTo(value);
        assertPart(as, window, window.older, values.subList(0, cut));
        assertPart(as, window, window.newer, values.subList(cut, values.size()));
      }
    }
  }

  @Test
  void aConstantHasNoVariance() {
    SplitWindow window = new SplitWindow(10);
    for (int i = 0; i < 1_000; i++) {
      window.add(0.1);
      window.cut((window.size() + 1) / 2);
      assertThat(window.newer.variance()).isZero();
      assertThat(window.newer.mean()).isZero();
    }
  }

  @Test
  void theOlderPartVariesOnceFiveValuesDifferFromTheFirst() {
    SplitWindow window = new SplitWindow(100);
    for (int i = 0; i < 50; i++) {
      window.add(i % 5);
      window.cut(Math.min(10, window.size()));
    }
    assertThat(window.olderVaries()).as("four besides the first").isFalse();

    window.add(5);
    window.cut(1);
    assertThat(window.olderVaries()).as("the fifth is new").isFalse();

    window.cut(0);
    assertThat(window.olderVaries()).isTrue();
    window.clear();
    assertThat(window.olderVaries()).isFalse();
  }

  private static void assertPart(
      String as, SplitWindow window, SplitWindow.Part part, List<Double> values) {
    assertThat(part.count()).as(as).isEqualTo(values.size());
    if (values.isEmpty()) {
      return;
    }
    double origin = window.origin();
    double mean = values.stream().mapToDouble(value -> value - origin).average().orElseThrow();
    double variance =
        values.stream()
            .mapToDouble(value -> (value - origin - mean) * (value - origin - mean))
            .average()
            .orElseThrow();
    assertThat(part.mean()).as(as).isCloseTo(mean, within(1e-12));
    assertThat(part.variance()).as(as).isCloseTo(variance, within(1e-14));
  }
}
