package org.tensair.exchange;

import java.util.Arrays;

/**
 * What a replica's weights contain: for each replica, the incarnation and sequence number of its
 * last mini-batch whose gradient is in them. Immutable.
 */
public final class Clock {

  /** The sequence of a replica of which nothing was applied yet; the first mini-batch is 0. */
  public static final long NOTHING = -1;

  private final long[] incarnations;
  private final long[] sequences;

  /** Both arrays are indexed by rank, and never changed again. */
  Clock(long[] incarnations, long[] sequences) {
    this.incarnations = incarnations;
    this.sequences = sequences;
  }

  /** How many replicas it covers. */
  public int replicas() {
    return sequences.length;
  }

  /** Which start of the replica the sequence belongs to; 0 while nothing was heard of it. */
  public long incarnation(int rank) {
    return incarnations[rank];
  }

  /** The last applied mini-batch of a replica, or {@link #NOTHING}. */
  public long sequence(int rank) {
    return sequences[rank];
  }

  /** The sum of all sequences: the replica with the largest is the most advanced. */
  public long sum() {
    return Arrays.stream(sequences).sum();
  }

  /**
   * The staleness of a frame sent with this clock: Σ over r ≠ {@code sender} of max(0, {@code
   * mine}[r] − this[r]), the mini-batches of others which the receiver's weights contain and the
   * sender's did not.
   */
  long staleness(int sender, long[] mine) {
    long staleness = 0;
    for (int rank = 0; rank < sequences.length; rank++) {
      if (rank != sender) {
        staleness += Math.max(0, mine[rank] - sequences[rank]);
      }
    }
    return staleness;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Clock clock
        && Arrays.equals(incarnations, clock.incarnations)
        && Arrays.equals(sequences, clock.sequences);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(incarnations) + Arrays.hashCode(sequences);
  }

  @Override
  public String toString() {
    return Arrays.toString(sequences);
  }
}
