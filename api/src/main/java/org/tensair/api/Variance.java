package org.tensair.api;

/**
 * How many rows a window held, and the mean and spread of their values.
 *
 * @param count rows with a value, at least 0
 * @param mean of their values; 0 if {@code count} is 0
 * @param variance of the sample, divided by {@code count − 1}; 0 if {@code count} is below 2
 */
public record Variance(long count, double mean, double variance) {

  /** The square root of the variance. */
  public double deviation() {
    return Math.sqrt(variance);
  }
}
