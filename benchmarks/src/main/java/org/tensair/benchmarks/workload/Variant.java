package org.tensair.benchmarks.workload;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a workload is run. */
public enum Variant {
  /** As it is. */
  PLAIN,
  /** Sums are made before the shuffle, where the system can. */
  COMBINER,
  /** Other workloads, of other types and functions, ran first in the same JVM. */
  POLLUTED,
  /** Of {@link Workload#YSB_JSON}: a scanner decodes the needed fields only. */
  PROJECTION;

  /** Its name on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of a name. */
  public static Variant of(String id) {
    return Arrays.stream(values())
        .filter(variant -> variant.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "found the variant \""
                        + id
                        + "\", required one of "
                        + Arrays.stream(values())
                            .map(Variant::id)
                            .collect(Collectors.joining(", "))));
  }
}
