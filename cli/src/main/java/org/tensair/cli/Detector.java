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
   * <p>OPTWIN at confidence 0.999: a year is 5,262 mini-batches, too few for its 0.9999 to see a
   * season in time (ROC AUC of the automatic mode 0.804, at 0.999 as at 0.99 0.811).
   */
  @Nullable DetectorFactory factory() {
    return switch (this) {
      case OPTWIN -> () -> new Optwin(OptwinOptions.welch().withConfidence(0.999));
      case ADWIN -> Adwin::new;
      case NONE -> null;
    };
  }
}
