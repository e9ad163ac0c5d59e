package org.tensair.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExponentialHistogramTest {

  @Test
  void agreesWithAListOfItsValues() {
    for (long seed = 1; seed <= 10; seed++) {
      Random random = new Random(seed);
      ExponentialHistogram histogram = new ExponentialHistogram();
      List<Double> values = new ArrayList<>();
      for (int step = 0; step < 3_000; step++) {
        if (random.nextInt(50) == 0 && histogram.buckets() > 0) {
          values.subList(0, (int) histogram.countOf(0)).clear();
          histogram.dropOldest();
        }
        double value = 10 + random.nextGaussian();
        histogram.add(value);
        values.add(value);

        String as = "seed " + seed + " step " + step;
        double mean = values.stream().mapToDouble(each -> each).average().orElseThrow();
        assertThat(histogram.count()).as(as).isEqualTo(values.size());
        assertThat(histogram.mean()).as(as).isCloseTo(mean, within(1e-10));
        if (step % 100 == 0) {
          double variance =
              values.stream()
                  .mapToDouble(each -> (each - mean) * (each - mean))
                  .average()
                  .orElseThrow();
          assertThat(histogram.variance()).as(as).isCloseTo(variance, within(1e-10));
          assertBuckets(as, histogram, values);
        }
      }
    }
  }

  @Test
  void memoryGrowsWithTheLogarithm() {
    ExponentialHistogram histogram = new ExponentialHistogram();
    for (int i = 0; i < 1_000_000; i++) {
      histogram.add(i);
    }
    assertThat(histogram.count()).isEqualTo(1_000_000);
    assertThat(histogram.buckets()).isBetween(50, 100);

    histogram.clear();
    assertThat(histogram.count()).isZero();
    assertThat(histogram.mean()).isZero();
    assertThat(histogram.variance()).isZero();
  }

  /** At most five of a size, sizes fall from old to new, and each bucket sums its own values. */
  private static void assertBuckets(
      String as, ExponentialHistogram histogram, List<Double> values) {
    int from = 0;
    int ofThisSize = 0;
    for (int bucket = 0; bucket < histogram.buckets(); bucket++) {
      int to = from + (int) histogram.countOf(bucket);
      assertThat(histogram.sumOf(bucket))
          .as(as)
          .isCloseTo(
              values.subList(from, to).stream().mapToDouble(each -> each).sum(), within(1e-9));
      boolean same = bucket > 0 && histogram.countOf(bucket) == histogram.countOf(bucket - 1);
      ofThisSize = same ? ofThisSize + 1 : 1;
      assertThat(ofThisSize).as(as).isLessThanOrEqualTo(5);
      assertThat(bucket == 0 || histogram.countOf(bucket) <= histogram.countOf(bucket - 1))
          .as(as)
          .isTrue();
      from = to;
    }
  }
}
