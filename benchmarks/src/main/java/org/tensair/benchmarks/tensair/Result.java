package org.tensair.benchmarks.tensair;

/** Of one key in the window that ends, exclusively, at {@code windowEnd}. */
record Result(long windowEnd, long key, long value) {}
