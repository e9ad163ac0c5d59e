package org.tensair.benchmarks.engine;

import org.tensair.benchmarks.workload.Variant;
import org.tensair.benchmarks.workload.Workload;

/** What a child process is asked for; a rate of 0 is as fast as the system takes events. */
record TrialSettings(
    SystemName system,
    Workload workload,
    Variant variant,
    int parallelism,
    double warmUpSeconds,
    double seconds,
    double eventsPerSecond) {

  boolean paced() {
    return eventsPerSecond > 0;
  }

  /** At a rate, by another system perhaps. */
  TrialSettings paced(SystemName by, double rate) {
    return new TrialSettings(by, workload, variant, parallelism, warmUpSeconds, seconds, rate);
  }

  @Override
  public String toString() {
    return "%s, %s, on %s, parallelism %d"
        .formatted(workload.id(), variant.id(), system.id(), parallelism);
  }
}
