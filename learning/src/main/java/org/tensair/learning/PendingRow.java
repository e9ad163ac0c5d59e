package org.tensair.learning;

import org.jspecify.annotations.Nullable;

/**
 * A sample that was encoded and waits for its prediction, its label, or both. Its features and
 * outputs lie in row {@code slot} of {@link PendingRows}. Reused.
 */
final class PendingRow {

  final int slot;

  /** What joins its label. */
  @Nullable Object key;

  @Nullable Object record;
  long time;
  long index;
  boolean late;
  boolean predicted;

  /** Given up before it was predicted: free as soon as it is. */
  boolean abandoned;

  /** What the {@link Baselines} predicted when the sample came. */
  int majority;

  int noChange;
  float majorityProbability;
  float noChangeProbability;

  PendingRow(int slot) {
    this.slot = slot;
  }
}
