package org.tensair.benchmarks.engine;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a trial gave. Events are those that left the sources in the steady part, CPU time is the
 * whole process's over it. The ratio is of trials at full speed, what follows it of paced ones.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Row(
    String benchmark,
    String variant,
    String system,
    int parallelism,
    double eventsPerSecond,
    double cpuNsPerEvent,
    boolean checked,
    long events,
    long results,
    @Nullable Double ratioToFlink,
    @Nullable Double offeredEventsPerSecond,
    @Nullable Double latencyP50Ms,
    @Nullable Double latencyP99Ms,
    @Nullable Double latencyMaxMs) {

  Row withRatio(double ratio) {
    return new Row(
        benchmark,
        variant,
        system,
        parallelism,
        eventsPerSecond,
        cpuNsPerEvent,
        checked,
        events,
        results,
        ratio,
        offeredEventsPerSecond,
        latencyP50Ms,
        latencyP99Ms,
        latencyMaxMs);
  }
}
