package org.tensair.drift;

import java.util.List;
import org.tensair.api.LearnOptions.DetectorFactory;

/** Detectors by name, for commands and configuration. */
public final class Detectors {

  private static final List<String> NAMES = List.of("optwin", "adwin");

  private Detectors() {}

  /** The names known, the recommended one first. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * What makes the detector {@code name} with its default options.
   *
   * @param boundedLoss whether the losses lie in [0, 1]; if not, {@code optwin} uses the statistic
   *     that does not depend on their scale
   * @throws IllegalArgumentException naming the known ones
   */
  public static DetectorFactory named(String name, boolean boundedLoss) {
    return switch (name) {
      case "optwin" -> boundedLoss ? Optwin::new : Optwin::welch;
      case "adwin" -> Adwin::new;
      default ->
          throw new IllegalArgumentException(
              "Drift detector: found \"" + name + "\", required one of " + NAMES + ".");
    };
  }
}
