package org.tensair.sketches;

import java.util.List;

/**
 * How many rows a window held, and how their values are distributed.
 *
 * @param count rows with a value, at least 0
 * @param min the least value, exactly; 0 if {@code count} is 0
 * @param max the greatest value, exactly; 0 if {@code count} is 0
 * @param values one for each rank that was asked for, in that order, each the value of a row; 0 if
 *     {@code count} is 0
 * @param rankError how far the true rank of a value may lie from the one that was asked for, with a
 *     confidence of 99 %; 0 if the values are exact
 */
public record Quantiles(
    long count, double min, double max, List<Double> values, double rankError) {}
