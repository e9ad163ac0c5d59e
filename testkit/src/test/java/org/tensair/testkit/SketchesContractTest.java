package org.tensair.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.junit.jupiter.api.Nested;
import org.tensair.api.Aggregate;
import org.tensair.api.Aggregates;
import org.tensair.api.Both;
import org.tensair.sketches.Distinct;
import org.tensair.sketches.Quantiles;
import org.tensair.sketches.Sketches;

/** Distinct items are the same to the last bit however the rows are split. */
class SketchesContractTest {

  private record Visit(String user, double seconds) {

    static Visit random(Random random) {
      return new Visit(
          "user " + random.nextInt(2_000),
          random.nextInt(10) == 0 ? Double.NaN : random.nextDouble());
    }
  }

  private record Summary(Distinct users, long visits) {}

  private abstract static class OfVisits<A, R> extends AggregateContract<Visit, A, R> {
    @Override
    protected Visit row(Random random) {
      return Visit.random(random);
    }
  }

  @Nested
  class FewDistinct extends OfVisits<HllSketch, Distinct> {
    @Override
    protected Aggregate<Visit, HllSketch, Distinct> aggregate() {
      return Sketches.distinct(Visit::user);
    }
  }

  /** Between the forms for few items and for many. */
  @Nested
  class SomeDistinct extends OfVisits<HllSketch, Distinct> {
    @Override
    protected Aggregate<Visit, HllSketch, Distinct> aggregate() {
      return Sketches.distinct(Visit::user, 10);
    }

    @Override
    protected int rows() {
      return 150;
    }
  }

  @Nested
  class ManyDistinct extends OfVisits<HllSketch, Distinct> {
    @Override
    protected Aggregate<Visit, HllSketch, Distinct> aggregate() {
      return Sketches.distinct(Visit::user, 6);
    }

    @Override
    protected int rows() {
      return 1_000;
    }
  }

  @Nested
  class ExactQuantiles extends OfVisits<KllDoublesSketch, Quantiles> {
    @Override
    protected Aggregate<Visit, KllDoublesSketch, Quantiles> aggregate() {
      return Sketches.quantiles(Visit::seconds, 0.25, 0.5, 0.99);
    }
  }

  /** Values are uniform in [0, 1), so that a difference of ranks is one of values. */
  @Nested
  class ApproximateQuantiles extends OfVisits<KllDoublesSketch, Quantiles> {
    @Override
    protected Aggregate<Visit, KllDoublesSketch, Quantiles> aggregate() {
      return Sketches.quantiles(Visit::seconds, 0.25, 0.5, 0.99);
    }

    @Override
    protected int rows() {
      return 1_000;
    }

    @Override
    protected void assertSame(String description, Quantiles expected, Quantiles found) {
      assertThat(found.count()).as(description).isEqualTo(expected.count());
      assertThat(found.min()).as(description).isEqualTo(expected.min());
      assertThat(found.max()).as(description).isEqualTo(expected.max());
      // Both sides are off by the error, of 99 %, and the values by those of 1,000 rows.
      for (int i = 0; i < expected.values().size(); i++) {
        assertThat(found.values().get(i))
            .as(description)
            .isCloseTo(expected.values().get(i), within(0.1));
      }
    }
  }

  @Nested
  class WithAnotherAggregate extends OfVisits<Both<HllSketch, long[]>, Summary> {
    @Override
    protected Aggregate<Visit, Both<HllSketch, long[]>, Summary> aggregate() {
      return Aggregates.combined(Sketches.distinct(Visit::user), Aggregates.count(), Summary::new);
    }
  }
}
