package org.tensair.benchmarks.limit;

/** What goes from one worker to another: rows in columns, and how far event time is behind them. */
final class Batch {

  static final int SIZE = 2_048;

  final long[] keys = new long[SIZE];
  final long[] times = new long[SIZE];
  final long[] values = new long[SIZE];
  int size;

  /** No row after these has a time up to here; {@link Long#MIN_VALUE} says nothing. */
  long watermark;
}
