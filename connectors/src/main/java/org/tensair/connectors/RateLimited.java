package org.tensair.connectors;

import java.io.Serializable;
import java.util.function.LongSupplier;
import org.tensair.api.Source;
import org.tensair.api.SourceReader;

/**
 * Another source, read no faster than at a given rate: to spare what it reads from, or to replay
 * old records at the pace of live ones.
 *
 * <p>Each split has its own token bucket with its share of the rate. What it did not take, because
 * the pipeline was slower or it had nothing, it may take later, but never more than one record and
 * a tenth of a second's at once.
 *
 * <pre>{@code
 * pipeline.read(RateLimited.of(5_000, JsonLines.source(file, Click.class, Click::time)))
 * }</pre>
 *
 * <p>A bounded source that is slow holds all others up, which are replayed aligned in event time;
 * so it does a snapshot, which is given up when its deadline passes.
 *
 * @param <T> records
 */
public final class RateLimited<T> extends ForwardingSource<T> {

  private static final double LONGEST_BURST_SECONDS = 0.1;
  private static final double LEAST_BURST_SECONDS = 0.001;
  private static final double LEAST_BURST_AT_MOST = 256;

  /** A live split that gives nothing for half a second counts as idle: event time goes on. */
  private static final double LEAST_OF_LIVE_SPLITS = 4;

  private final double perSecond;
  private final NanoClock clock;

  private RateLimited(double perSecond, Source<T> source, NanoClock clock) {
    super(source);
    this.perSecond = perSecond;
    this.clock = clock;
  }

  /**
   * {@code source} at up to {@code perSecond} records a second, all its splits together. A split
   * that has ended leaves its share unused.
   *
   * @param perSecond records, bad ones included; more than 0 and finite. Of a live source with
   *     several splits, or beside other live sources, at least 4 for each split: the event time
   *     does not wait for a split that gives nothing for half a second, and its next records would
   *     come too late. Only the former is checked
   */
  public static <T> Source<T> of(double perSecond, Source<T> source) {
    return of(perSecond, source, System::nanoTime);
  }

  static <T> Source<T> of(double perSecond, Source<T> source, NanoClock clock) {
    if (!(perSecond > 0 && perSecond < Double.POSITIVE_INFINITY)) {
      throw refused(perSecond, source, "more than 0, and a finite number.");
    }
    int splits = source.splits();
    if (!source.bounded() && splits > 1 && perSecond / splits < LEAST_OF_LIVE_SPLITS) {
      throw refused(
          perSecond,
          source,
          "at least 4 for each of its "
              + splits
              + " live splits, or they count as idle between two records. Read fewer splits, or"
              + " faster.");
    }
    return new RateLimited<>(perSecond, source, clock);
  }

  private static IllegalArgumentException refused(
      double perSecond, Source<?> source, String required) {
    return new IllegalArgumentException(
        "RateLimited: found "
            + perSecond
            + " records a second of "
            + source.name()
            + ", required "
            + required);
  }

  @Override
  SourceReader<T> around(SourceReader<T> reader) {
    TokenBucket bucket = new TokenBucket(perSecond / splits(), clock);
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

  /** Nanoseconds, which may start anywhere. */
  interface NanoClock extends LongSupplier, Serializable {}

  /** Tokens that come at a rate, and are kept up to a longest burst. */
  static final class TokenBucket {

    private final double perNano;
    private final double most;
    private final double least;
    private final LongSupplier clock;
    private double tokens;
    private long newest;

    /**
     * @param clock nanoseconds, which may start anywhere
     */
    TokenBucket(double perSecond, LongSupplier clock) {
      this.perNano = perSecond / 1e9;
      this.most = 1 + perSecond * LONGEST_BURST_SECONDS;
      this.least = Math.min(LEAST_BURST_AT_MOST, Math.max(1, perSecond * LEAST_BURST_SECONDS));
      this.tokens = least;
      this.clock = clock;
      this.newest = clock.getAsLong();
    }

    /** Whole tokens that there are now, at most {@code max}; none while only a few have come. */
    int available(int max) {
      long now = clock.getAsLong();
      tokens = Math.min(most, tokens + (now - newest) * perNano);
      newest = now;
      return tokens < least ? 0 : (int) Math.min(max, tokens);
    }

    void take(long count) {
      tokens -= count;
    }
  }
}
