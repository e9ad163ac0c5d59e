package org.tensair.api;

import java.io.Serializable;

/**
 * When a model counts as converged: among the last {@code windows} windows of {@code rows} labelled
 * rows, the newest improved on the best earlier one by less than {@code improvement} of the mean
 * prequential loss, and, if {@code beatNoChange}, its accuracy is above that of always predicting
 * the newest label known at prediction time (the no-change baseline).
 *
 * @param rows labelled rows in a window, at least 1
 * @param windows how many of the newest windows are compared, at least 2
 * @param improvement relative, in [0, 1)
 * @param beatNoChange whether the baseline must be beaten; of no effect where labels are no classes
 */
public record Convergence(int rows, int windows, double improvement, boolean beatNoChange)
    implements Serializable {

  /** Five windows of 10,000 rows, 1 %, and the baseline beaten. */
  public static Convergence defaults() {
    return new Convergence(10_000, 5, 0.01, true);
  }
}
