package org.tensair.benchmarks.tensair;

import org.tensair.benchmarks.workload.EngineSystem;
import org.tensair.benchmarks.workload.Trial;

/** The embedded engine. */
public final class TensairSystem implements EngineSystem {

  @Override
  public void run(Trial trial) {
    throw new UnsupportedOperationException(
        "found the system \"tensair\", which is not available yet; required flink, jet or limit");
  }
}
