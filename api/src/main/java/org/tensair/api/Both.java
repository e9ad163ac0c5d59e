package org.tensair.api;

/**
 * The accumulators of {@link Aggregates#combined}.
 *
 * @param <A> accumulator of the first aggregate
 * @param <B> accumulator of the second
 * @param first of the first aggregate
 * @param second of the second
 */
public record Both<A, B>(A first, B second) {}
