package org.tensair.learning;

import org.tensair.api.Prediction;
import org.tensair.api.Step;

/**
 * Takes what one replica emits. Called by the replica's thread only; the two emitting methods may
 * block on back-pressure. A replica that is blocked longer than the peer deadline is left out of
 * the staleness bound by the others until it goes on.
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
}
