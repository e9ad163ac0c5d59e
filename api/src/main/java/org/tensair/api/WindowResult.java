package org.tensair.api;

/**
 * The aggregate of one key in one window.
 *
 * @param key the key
 * @param start event time at which the window begins, inclusive; of count windows, the least event
 *     time of their records
 * @param end event time at which it ends, exclusive; the result's own event time is {@code end −
 *     1}, or that of an early result the time at which it was given
 * @param value the aggregate
 */
public record WindowResult<K, R>(K key, long start, long end, R value) {}
