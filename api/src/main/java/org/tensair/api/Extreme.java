package org.tensair.api;

/**
 * How many rows a window held, and the least or the greatest of their values.
 *
 * @param count rows with a value, at least 0
 * @param value the least or the greatest of them; 0 if {@code count} is 0, so that a model never
 *     sees an infinite number
 */
public record Extreme(long count, double value) {}
