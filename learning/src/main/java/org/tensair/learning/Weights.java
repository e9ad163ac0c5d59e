package org.tensair.learning;

/** What a replica's weights contain at the moment. Written and read by the replica's thread. */
final class Weights {

  private long version;
  private long newestLabelTime = Long.MIN_VALUE;

  /** Mini-batches, of all replicas. */
  long version() {
    return version;
  }

  /** Event time of the newest label in them; {@code Long.MIN_VALUE} if there is none. */
  long newestLabelTime() {
    return newestLabelTime;
  }

  /** They are those of a snapshot. */
  void restore(long snapshotVersion, long labelTime) {
    version = snapshotVersion;
    newestLabelTime = labelTime;
  }

  /** They now contain more mini-batches, with labels up to {@code labelTime}. */
  void learnt(long miniBatches, long labelTime) {
    version += miniBatches;
    newestLabelTime = Math.max(newestLabelTime, labelTime);
  }
}
