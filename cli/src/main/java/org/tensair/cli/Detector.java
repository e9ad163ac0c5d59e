package org.tensair.cli;

import org.jspecify.annotations.Nullable;
import org.tensair.api.LearnOptions.DetectorFactory;
import org.tensair.drift.Detectors;

/** The drift detectors of the command line. */
enum Detector {
  OPTWIN,
  ADWIN,
  NONE;

  /** Makes such detectors, for losses without a bound; null for none. */
  @Nullable DetectorFactory factory() {
    return this == NONE ? null : Detectors.named(Choices.name(this), false);
  }
}
