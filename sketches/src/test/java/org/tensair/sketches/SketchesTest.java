package org.tensair.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.datasketches.hll.HllSketch;
import org.junit.jupiter.api.Test;
import org.tensair.api.Aggregate;

class SketchesTest {

  private enum Origin {
    EWR,
    JFK
  }

  private record Flight(Origin origin, int number) {}

  private record Nothing() {}

  @Test
  void emptyWindowsGiveZeros() throws Exception {
    assertThat(resultOf(Sketches.<Long, Long>distinct(id -> id), List.of()))
        .isEqualTo(new Distinct(0, 0, 0));
    assertThat(resultOf(Sketches.quantiles(Double::doubleValue, 0.5, 1), List.of()))
        .isEqualTo(new Quantiles(0, 0, 0, List.of(0.0, 0.0), 0));
  }

  @Test
  void aFewItemsAreCountedAlmostExactly() throws Exception {
    Distinct distinct =
        resultOf(Sketches.<String, String>distinct(text -> text), List.of("a", "", "b", "a", ""));

    assertThat(distinct.estimate()).isCloseTo(3, within(1e-6));
    assertThat(distinct.lower()).isBetween(2.999, distinct.estimate());
    assertThat(distinct.upper()).isBetween(distinct.estimate(), 3.001);
  }

  /** Hashes are fixed, so that this is no matter of luck. */
  @Test
  void manyItemsAreCountedWithinTheError() throws Exception {
    for (int lgK : new int[] {4, 8, Sketches.DEFAULT_LG_K, 16, 21}) {
      for (int items : new int[] {100, 10_000, 300_000}) {
        Distinct distinct =
            resultOf(
                Sketches.<Long, Long>distinct(id -> id, lgK),
                LongStream.range(0, 2L * items).map(id -> id % items).boxed().toList());
        double error = 1.04 / Math.sqrt(1 << lgK);

        assertThat(distinct.estimate())
            .as("lgK %d, %d items", lgK, items)
            .isCloseTo(items, within(3 * error * items));
        assertThat(distinct.lower()).isLessThanOrEqualTo(distinct.estimate());
        assertThat(distinct.upper())
            .isGreaterThanOrEqualTo(distinct.estimate())
            .isLessThan(distinct.estimate() * (1 + 4 * error) + 1);
      }
    }
  }

  @Test
  void itemsMayBeWhateverIsAKey() throws Exception {
    List<Object> items =
        List.of(
            new Flight(Origin.EWR, 1),
            new Flight(Origin.EWR, 2),
            new Flight(Origin.JFK, 1),
            new Flight(Origin.JFK, 1),
            new Nothing(),
            Origin.JFK,
            7,
            7L,
            'x',
            true);

    assertThat(resultOf(Sketches.distinct(item -> item), items).estimate())
        .isCloseTo(8, within(1e-4));
  }

  @Test
  void whatHasNoStableHashIsRefused() {
    Aggregate<Object, HllSketch, Distinct> distinct = Sketches.distinct(item -> item);

    assertThatThrownBy(() -> distinct.add(distinct.create(), 1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found an item of java.lang.Double");
    Aggregate<Object, HllSketch, Distinct> origins = Sketches.distinct(item -> new Object[] {item});
    assertThatThrownBy(() -> origins.add(origins.create(), "EWR"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void upTo200RowsQuantilesAreExact() throws Exception {
    List<Double> values = IntStream.rangeClosed(1, 199).mapToObj(i -> i * 37.0 % 199).toList();

    assertThat(resultOf(Sketches.quantiles(Double::doubleValue, 0.5, 0, 1, 0.9), values))
        .isEqualTo(new Quantiles(199, 0, 198, List.of(99.0, 0.0, 198.0, 179.0), 0));
    assertThat(
            resultOf(
                Sketches.quantiles(Double::doubleValue, 0.5), List.of(5.0, Double.NaN, 2.0, 3.0)))
        .isEqualTo(new Quantiles(3, 2, 5, List.of(3.0), 0));
  }

  /** What the sketch drops is drawn at random: twice the bound of 99 % is never seen. */
  @Test
  void ofManyRowsQuantilesAreWithinTheRankError() throws Exception {
    Random random = new Random(1);
    List<Double> values = random.doubles(100_000).boxed().toList();

    Quantiles found = resultOf(Sketches.quantiles(Double::doubleValue, 0.01, 0.5, 0.99), values);

    assertThat(found.count()).isEqualTo(100_000);
    assertThat(found.min()).isEqualTo(values.stream().min(Double::compare).orElseThrow());
    assertThat(found.max()).isEqualTo(values.stream().max(Double::compare).orElseThrow());
    assertThat(found.rankError()).isBetween(0.013, 0.0135);
    double[] ranks = {0.01, 0.5, 0.99};
    for (int i = 0; i < ranks.length; i++) {
      double value = found.values().get(i);
      double rank = values.stream().filter(each -> each <= value).count() / 100_000.0;
      assertThat(rank).isCloseTo(ranks[i], within(2 * found.rankError()));
    }
  }

  @Test
  void parametersOutOfRangeAreRefused() {
    for (int lgK : new int[] {3, 22}) {
      assertThatThrownBy(() -> Sketches.<Long, Long>distinct(id -> id, lgK))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("found lgK = " + lgK + ", required 4 to 21");
    }
    for (double[] ranks : new double[][] {{}, {0.5, 1.1}, {-0.1}, {Double.NaN}}) {
      assertThatThrownBy(() -> Sketches.quantiles(Double::doubleValue, ranks))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Sketches.quantiles: found ranks");
    }
    assertThatThrownBy(
            () ->
                resultOf(
                    Sketches.quantiles(Double::doubleValue, 0.5),
                    List.of(Double.NEGATIVE_INFINITY)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found -Infinity");
  }

  private static <T, A, R> R resultOf(Aggregate<T, A, R> aggregate, List<? extends T> rows)
      throws Exception {
    A accumulator = aggregate.create();
    for (T row : rows) {
      accumulator = aggregate.add(accumulator, row);
    }
    return aggregate.result(accumulator);
  }
}
