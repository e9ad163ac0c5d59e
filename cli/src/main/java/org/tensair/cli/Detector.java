package org.tensair.cli;

import org.jspecify.annotations.Nullable;
import org.tensair.api.LearnOptions.DetectorFactory;
import org.tensair.drift.Adwin;
import org.tensair.drift.Optwin;
import org.tensair.drift.OptwinOptions;

/** The drift detectors of the command line. */
enum Detector {
  OPTWIN,
  ADWIN,
  NONE;

  /**
   * Makes such detectors, for losses without a bound; null for none.
   *
   * <p>OPTWIN at the confidence it was published with: a year is 3,509 mini-batches, too few for a
   * higher one to see a season in time (ROC AUC of the automatic mode 0.811, at 0.999 0.810).
   */
  @Nullable DetectorFactory factory() {
    return switch (this) {
      case OPTWIN -> () -> new Optwin(OptwinOptions.welch().withConfidence(0.99));
      case ADWIN -> Adwin::new;
      case NONE -> null;
    };
  }
}
