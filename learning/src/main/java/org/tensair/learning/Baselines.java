package org.tensair.learning;

/**
 * The two predictors every model must beat, learnt from the labels this replica has seen. With
 * several replicas, each knows the labels of its own share of the keys only.
 *
 * <ul>
 *   <li>majority: the most frequent class so far; its probability is the running share.
 *   <li>no-change: the newest label known at prediction time; its probability is how often class 1
 *       followed that label.
 * </ul>
 *
 * <p>Shares start at one half, with one row of each class (Laplace's rule of succession). Both
 * predict when the sample comes, from labels that came before it: the same delay as the model's.
 */
final class Baselines {

  private final boolean binary;
  private final long[] labels;
  private final long[] afterZero = new long[2];
  private final long[] afterOne = new long[2];
  private int majority = Classes.NONE;
  private int newest = Classes.NONE;

  Baselines(Classes classes) {
    binary = classes.binary();
    labels = new long[classes.count()];
  }

  /** Keeps with the row what the baselines predict for it. */
  void predict(PendingRow row) {
    row.majority = majority;
    row.noChange = newest;
    if (binary) {
      row.majorityProbability = share(labels);
      row.noChangeProbability =
          newest == Classes.NONE ? 0.5f : share(newest == 1 ? afterOne : afterZero);
    }
  }

  /** Learns the label of a row, the moment it is known. */
  void learn(PendingRow row, int actual) {
    if (actual == Classes.NONE) {
      return;
    }
    labels[actual]++;
    if (majority == Classes.NONE || labels[actual] > labels[majority]) {
      majority = actual;
    }
    if (binary && row.noChange != Classes.NONE) {
      (row.noChange == 1 ? afterOne : afterZero)[actual]++;
    }
    newest = actual;
  }

  /** What was learnt; a copy. */
  ReplicaState.Baseline state() {
    return new ReplicaState.Baseline(
        majority, newest, labels.clone(), afterZero.clone(), afterOne.clone());
  }

  /** Takes over what was learnt; the classes must be the same. */
  void restore(ReplicaState.Baseline state) {
    majority = state.majority();
    newest = state.newest();
    System.arraycopy(state.labels(), 0, labels, 0, labels.length);
    System.arraycopy(state.afterZero(), 0, afterZero, 0, afterZero.length);
    System.arraycopy(state.afterOne(), 0, afterOne, 0, afterOne.length);
  }

  private static float share(long[] counts) {
    return (float) ((counts[1] + 1.0) / (counts[0] + counts[1] + 2.0));
  }

  /** Binary cross-entropy of a probability for class {@code actual}. */
  static double logLoss(double probability, int actual) {
    return -Math.log(actual == 1 ? probability : 1 - probability);
  }
}
