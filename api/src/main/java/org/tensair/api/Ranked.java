package org.tensair.api;

/**
 * A row as {@link Aggregates#topK}, {@link Aggregates#minBy} and {@link Aggregates#maxBy} keep it.
 *
 * @param <T> rows
 * @param rank finite; the row with the greatest is the best
 * @param row the row
 */
public record Ranked<T>(double rank, T row) {}
