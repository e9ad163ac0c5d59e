package org.tensair.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a pipeline is run.
 *
 * @param maxSkew how far bounded sources may be read ahead of the slowest one, in event time
 * @param metrics whether stages count their records
 * @param workers threads that run the stages, 1 to 128; each has a share of the sources' splits and
 *     of the keys
 * @param snapshots where to keep snapshots; null for none
 * @param scheduling null for threads that run as they like; otherwise all workers and readers take
 *     turns on one thread, in an order that this seed decides, so that a run can be repeated
 */
public record RunOptions(
    Duration maxSkew,
    boolean metrics,
    int workers,
    @Nullable SnapshotOptions snapshots,
    @Nullable Long scheduling) {

  /** One hour of skew, with metrics, a worker for each core, no snapshots. */
  public static RunOptions defaults() {
    int cores = Math.min(128, Runtime.getRuntime().availableProcessors());
    return new RunOptions(Duration.ofHours(1), true, cores, null, null);
  }

  /** The same with another greatest skew. */
  public RunOptions maxSkew(Duration maxSkew) {
    return new RunOptions(maxSkew, metrics, workers, snapshots, scheduling);
  }

  /** The same with or without counters. */
  public RunOptions metrics(boolean metrics) {
    return new RunOptions(maxSkew, metrics, workers, snapshots, scheduling);
  }

  /** The same with so many workers. */
  public RunOptions workers(int workers) {
    return new RunOptions(maxSkew, metrics, workers, snapshots, scheduling);
  }

  /** The same with snapshots. */
  public RunOptions snapshots(SnapshotOptions snapshots) {
    return new RunOptions(maxSkew, metrics, workers, snapshots, scheduling);
  }

  /** The same on one thread, in an order that {@code seed} decides; for tests. */
  public RunOptions scheduling(long seed) {
    return new RunOptions(maxSkew, metrics, workers, snapshots, seed);
  }
}
