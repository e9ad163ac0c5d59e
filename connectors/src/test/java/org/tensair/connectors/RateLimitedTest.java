package org.tensair.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.tensair.api.BadRecordException;
import org.tensair.api.Source;
import org.tensair.api.SourceReader;
import org.tensair.api.Type;
import org.tensair.testkit.SourceContract;

class RateLimitedTest {

  private static final long SECOND = 1_000_000_000;

  /** The clock of some tests, in nanoseconds. */
  private static final AtomicLong TICKS = new AtomicLong();

  /** Still a source like every other, at a rate that never leaves it without a record. */
  @Nested
  class AsASource extends SourceContract<Long> {
    @Override
    protected Source<Long> source() {
      return RateLimited.of(1e12, new Numbers(2, 30));
    }
  }

  @Test
  void givesTheRateAndNotMoreThanABurst() {
    long seed = 31;
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 200; round++) {
      double perSecond = Math.pow(10, random.nextDouble(-1, 7));
      AtomicLong now = new AtomicLong(random.nextLong());
      long start = now.get();
      RateLimited.TokenBucket bucket = new RateLimited.TokenBucket(perSecond, now::get);
      boolean everything = random.nextBoolean();
      double burst = 1 + perSecond / 10;
      long taken = 0;
      for (int i = 0; i < 1_000; i++) {
        now.addAndGet(random.nextLong(SECOND / 20));
        int most = everything ? Integer.MAX_VALUE : 1 + random.nextInt(10_000);
        int available = bucket.available(most);
        int used = everything || random.nextBoolean() ? available : available / 2;
        bucket.take(used);
        taken += used;
        assertThat((double) available).isLessThanOrEqualTo(Math.min(most, burst));
        double due = perSecond * (now.get() - start) / SECOND;
        assertThat((double) taken)
            .as("seed %d round %d: %f a second", seed, round, perSecond)
            .isBetween(everything ? due - Math.max(1, perSecond / 1_000) : 0, due + burst + 1e-3);
      }
    }
  }

  @Test
  void readsWhatHasComeDueSinceTheLastRead() throws Exception {
    List<Long> read = new ArrayList<>();
    TICKS.set(0);
    Source<Long> source = RateLimited.of(100, new Numbers(2, 60), TICKS::get);
    try (SourceReader<Long> reader = source.open(1)) {
      int[] due = {1, 0, 1, 5, 6, 0};
      long[] millis = {0, 1, 20, 100, 100_000, 0};
      for (int i = 0; i < due.length; i++) {
        TICKS.addAndGet(millis[i] * SECOND / 1_000);
        read.clear();
        assertThat(reader.read((number, time) -> read.add(number), 1_000)).isTrue();
        assertThat(read).as("after %d ms", millis[i]).hasSize(due[i]);
      }
      assertThat(reader.position()).isEqualTo(13);
    }
  }

  @Test
  void aRecordThatCannotBeReadCostsOneToo() throws Exception {
    TICKS.set(0);
    try (SourceReader<Long> reader = RateLimited.of(10, new Numbers(1, -60), TICKS::get).open(0)) {
      assertThatThrownBy(() -> reader.read((number, time) -> {}, 9))
          .isInstanceOf(BadRecordException.class);
      assertThat(reader.read((number, time) -> {}, 9)).isTrue();
      assertThat(reader.position()).isEqualTo(1);
    }
  }

  @Test
  void keepsWhatItWraps() throws Exception {
    Source<Long> numbers = new Numbers(3, 5);
    for (Source<Long> wrapped : List.of(RateLimited.of(1e9, numbers), First.of(4, numbers))) {
      assertThat(wrapped.name()).isEqualTo("numbers");
      assertThat(wrapped.splits()).isEqualTo(3);
      assertThat(wrapped.disorder()).isEqualTo(Duration.ofSeconds(7));
      assertThat(wrapped.blocking()).isFalse();
      // Its own way to find a position, which is said by what it reads there.
      try (SourceReader<Long> reader = wrapped.open(1, 3)) {
        List<Long> read = new ArrayList<>();
        reader.read((number, time) -> read.add(number), 1);
        assertThat(read).containsExactly(1_003L);
      }
    }
  }

  @Test
  void refusesLiveSplitsThatWouldCountAsIdle() {
    Source<Long> live = new Live(new Numbers(3, 1));
    assertThatThrownBy(() -> RateLimited.of(11, live))
        .hasMessage(
            "RateLimited: found 11.0 records a second of numbers, required at least 4 for each of"
                + " its 3 live splits, or they count as idle between two records. Read fewer"
                + " splits, or faster.");
    assertThat(RateLimited.of(12, live).bounded()).isFalse();
    assertThat(RateLimited.of(0.1, new Live(new Numbers(1, 1))).splits()).isEqualTo(1);
  }

  /** Another source as one that does not end. */
  private static final class Live extends ForwardingSource<Long> {
    Live(Source<Long> source) {
      super(source);
    }

    @Override
    public boolean bounded() {
      return false;
    }

    @Override
    SourceReader<Long> around(SourceReader<Long> reader) {
      return reader;
    }
  }

  @Test
  void refusesRatesThatAreNone() {
    for (double rate : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> RateLimited.of(rate, new Numbers(1, 1)))
          .hasMessage(
              "RateLimited: found "
                  + rate
                  + " records a second of numbers, required more than 0, and a finite number.");
    }
  }

  /**
   * In memory, so that a worker reads them by itself; position 3 of split 1 is 1003. A negative
   * count: none of them can be read.
   */
  private record Numbers(int splits, long count) implements Source<Long> {

    @Override
    public String name() {
      return "numbers";
    }

    @Override
    public Type<Long> type() {
      return Type.of(Long.class);
    }

    @Override
    public boolean bounded() {
      return true;
    }

    @Override
    public boolean blocking() {
      return false;
    }

    @Override
    public Duration disorder() {
      return Duration.ofSeconds(7);
    }

    @Override
    public SourceReader<Long> open(int split) {
      return open(split, 0);
    }

    @Override
    public SourceReader<Long> open(int split, long position) {
      return new SourceReader<>() {
        private long next = position;

        @Override
        public boolean read(Output<Long> out, int max) throws BadRecordException {
          if (count < 0) {
            next++;
            throw new BadRecordException("number " + next);
          }
          for (int i = 0; i < max && next < count; i++) {
            out.emit(split * 1_000L + next, next++);
          }
          return next < count;
        }

        @Override
        public long position() {
          return next;
        }

        @Override
        public void close() throws IOException {}
      };
    }
  }
}
