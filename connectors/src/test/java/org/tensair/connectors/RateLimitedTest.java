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
import org.tensair.api.Source;
import org.tensair.api.SourceReader;
import org.tensair.api.Type;
import org.tensair.testkit.SourceContract;

class RateLimitedTest {

  private static final long SECOND = 1_000_000_000;

  /** Still a source like every other, at a rate that never leaves it without a record. */
  @Nested
  class AsASource extends SourceContract<Long> {
    @Override
    protected Source<Long> source() {
      return RateLimited.of(1e12, new Numbers(2, 30));
    }
  }

  @Test
  void neverGivesMoreThanTheRateAndABurst() {
    long seed = 31;
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 200; round++) {
      double perSecond = Math.pow(10, random.nextDouble(-1, 7));
      AtomicLong now = new AtomicLong(random.nextLong());
      long start = now.get();
      RateLimited.TokenBucket bucket = new RateLimited.TokenBucket(perSecond, now::get);
      double burst = Math.max(1, perSecond / 10);
      long taken = 0;
      for (int i = 0; i < 1_000; i++) {
        now.addAndGet(random.nextLong(SECOND / 20));
        int most = 1 + random.nextInt(10_000);
        int available = bucket.available(most);
        int used = random.nextBoolean() ? available : available / 2;
        bucket.take(used);
        taken += used;
        assertThat(available).as("seed %d round %d", seed, round).isBetween(0, most);
        assertThat((double) available).isLessThanOrEqualTo(burst);
        assertThat((double) taken)
            .as("seed %d round %d: %f a second", seed, round, perSecond)
            .isLessThanOrEqualTo(burst + perSecond * (now.get() - start) / SECOND + 1e-6);
      }
      assertThat(taken).as("seed %d round %d", seed, round).isPositive();
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
  void refusesRatesThatAreNone() {
    for (double rate : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> RateLimited.of(rate, new Numbers(1, 1)))
          .hasMessage(
              "RateLimited: found "
                  + rate
                  + " records a second of numbers, required more than 0, and a finite number.");
    }
  }

  /** In memory, so that a worker reads them by itself; position 3 of split 1 is 1003. */
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
        public boolean read(Output<Long> out, int max) {
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
