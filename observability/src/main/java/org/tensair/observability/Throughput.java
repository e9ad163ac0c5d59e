package org.tensair.observability;

import java.util.List;

/**
 * How many rows a run had predicted, and when; rows of the runs that it went on from do not count.
 *
 * @param startSeconds when the run began, on the clock of the samples; for the first run of a
 *     process 0, so that the start of the process counts
 * @param samples in the order of time; the last one at the end of the run
 */
public record Throughput(double startSeconds, List<Sample> samples) {

  /**
   * A reading.
   *
   * @param seconds since the start of the process
   * @param predicted rows so far
   */
  public record Sample(double seconds, long predicted) {}

  /** From {@code startSeconds} to the last sample; 0 without samples. */
  public double elapsedSeconds() {
    return samples.isEmpty() ? 0 : last().seconds() - startSeconds;
  }

  /** Rows per second of the whole run; NaN if it took no time. */
  public double recordsPerSecond() {
    return samples.isEmpty() ? Double.NaN : rate((double) last().predicted(), elapsedSeconds());
  }

  /**
   * Rows per second from the moment when half of the rows had been predicted until the end; between
   * two samples the moment is interpolated. NaN if that took no time.
   */
  public double recordsPerSecondSecondHalf() {
    if (samples.isEmpty()) {
      return Double.NaN;
    }
    double half = last().predicted() / 2.0;
    return rate(half, last().seconds() - secondsAt(half));
  }

  private double secondsAt(double rows) {
    Sample before = new Sample(startSeconds, 0);
    for (Sample sample : samples) {
      if (sample.predicted() >= rows) {
        long gained = sample.predicted() - before.predicted();
        double share = gained == 0 ? 1 : (rows - before.predicted()) / gained;
        return before.seconds() + share * (sample.seconds() - before.seconds());
      }
      before = sample;
    }
    return before.seconds();
  }

  private Sample last() {
    return samples.get(samples.size() - 1);
  }

  private static double rate(double rows, double seconds) {
    return seconds > 0 ? rows / seconds : Double.NaN;
  }
}
