package org.tensair.api;

/**
 * How many rows a window held, and the mean of their values.
 *
 * @param count rows with a value, at least 0
 * @param mean of their values; 0 if {@code count} is 0, so that a model never sees NaN
 */
public record Mean(long count, double mean) {}
