package org.tensair.learning;

import org.tensair.api.Prediction;
import org.tensair.api.Step;

/**
 * Takes what one replica emits. Called by the replica's thread only; the emitting methods may block
 * on back-pressure. A replica that is blocked longer than the peer deadline is left out of the
 * staleness bound by the others until it goes on.
 *
 * @param <T> samples
 */
public interface ReplicaOutput<T> {

  /** Whether anyone reads the predictions; asked once, when the replica starts. */
  boolean wantsPredictions();

  /** A sample's prediction, in the order of the samples. */
  void prediction(Prediction<T> prediction);

  /** What happened with a labelled mini-batch. */
  void step(Step step);

  /**
   * The replica's share of a snapshot: all that came before the marker is in it, or was emitted
   * before, and nothing that came after. Of one whose other replicas failed it is of no use. A
   * runtime that feeds {@linkplain EventBatch#marker(long) markers} must take it.
   */
  default void snapshot(long snapshot, ReplicaState state) {}

  /**
   * A snapshot that cannot be: another replica's marker did not come within the peer deadline. The
   * replica goes on as if there had been no marker.
   *
   * @param reason for people
   */
  default void snapshotFailed(long snapshot, String reason) {}
}
