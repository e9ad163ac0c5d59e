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
   * <p>OPTWIN at 0.99, as published, not at its 0.9999: with 3,509 mini-batches a year, that sees a
   * season too late ({@code docs/design/003-life-cycle.md}).
   */
  @Nullable DetectorFactory factory() {
    return switch (this) {
      case OPTWIN -> () -> new Optwin(OptwinOptions.welch().withConfidence(0.99));
      case ADWIN -> Adwin::new;
      case NONE -> null;
    };
  }
}
