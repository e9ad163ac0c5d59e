package org.tensair.api;

/** When a model trains. */
public enum Mode {
  /** Until it has converged, and again after each drift. */
  AUTOMATIC,
  /** On every labelled row. */
  ALWAYS_TRAIN,
  /** On the first rows only (see {@link LearnOptions#freezeAfter}), then never again. */
  NEVER_TRAIN
}
