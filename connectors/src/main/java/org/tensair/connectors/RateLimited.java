package org.tensair.connectors;

import java.util.function.LongSupplier;
import org.tensair.api.Source;
import org.tensair.api.SourceReader;

/**
 * Another source, read no faster than at a given rate: to spare what it reads from, or to replay
 * old records at the pace of live ones.
 *
 * <p>Each split has its own token bucket with its share of the rate. What it did not take, because
 * the pipeline was slower or it had nothing, it may take later, but never more than a tenth of a
 * second's records at once.
 *
 * <pre>{@code
 * pipeline.read(RateLimited.of(5_000, Csv.read("clicks.csv.gz", Click.class)))
 * }</pre>
 *
 * @param <T> records
 */
public final class RateLimited<T> extends ForwardingSource<T> {

  private static final double LONGEST_BURST_SECONDS = 0.1;

  private final double perSecond;

  private RateLimited(double perSecond, Source<T> source) {
    super(source);
    this.perSecond = perSecond;
  }

  /**
   * {@code source} at up to {@code perSecond} records a second, all its splits together. A split
   * that has ended leaves its share unused.
   *
   * @param perSecond records, bad ones included; more than 0 and finite, may be less than 1
   */
  public static <T> Source<T> of(double perSecond, Source<T> source) {
    if (!(perSecond > 0 && perSecond < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "RateLimited: found "
              + perSecond
              + " records a second of "
              + source.name()
              + ", required more than 0, and a finite number.");
    }
    return new RateLimited<>(perSecond, source);
  }

  @Override
  SourceReader<T> around(SourceReader<T> reader) {
    TokenBucket bucket = new TokenBucket(perSecond / splits(), System::nanoTime);
    return new Reader<>(reader) {
      @Override
      public boolean read(Output<T> out, int max) throws Exception {
        int allowed = bucket.available(max);
        if (allowed == 0) {
          return true; // Nothing is available now; whoever reads comes again soon.
        }
        long before = position();
        try {
          return super.read(out, allowed);
        } finally {
          bucket.take(position() - before);
        }
      }
    };
  }

  /** Tokens that come at a rate, and are kept up to a longest burst. */
  static final class TokenBucket {

    private final double perNano;
    private final double most;
    private final LongSupplier clock;
    private double tokens = 1;
    private long newest;

    /**
     * @param clock nanoseconds, which may start anywhere
     */
    TokenBucket(double perSecond, LongSupplier clock) {
      this.perNano = perSecond / 1e9;
      this.most = Math.max(1, perSecond * LONGEST_BURST_SECONDS);
      this.clock = clock;
      this.newest = clock.getAsLong();
    }

    /** Whole tokens that there are now, at most {@code max}. */
    int available(int max) {
      long now = clock.getAsLong();
      tokens = Math.min(most, tokens + (now - newest) * perNano);
      newest = now;
      return (int) Math.min(max, tokens);
    }

    void take(long count) {
      tokens -= count;
    }
  }
}
