package org.tensair.api;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where and when snapshots of a run are kept.
 *
 * @param directory of this pipeline's snapshots alone; made if it is missing
 * @param interval from the end of one snapshot to the start of the next
 * @param deadline after which a snapshot is given up; the run goes on
 * @param retained how many snapshots are kept, at least 1
 * @param restore whether to start from the newest snapshot, if there is one
 * @param dropState whether the state of stages that the pipeline no longer has may be dropped
 */
public record SnapshotOptions(
    Path directory,
    Duration interval,
    Duration deadline,
    int retained,
    boolean restore,
    boolean dropState) {

  /** Every 10 seconds, given up after a minute, three kept, starting empty. */
  public static SnapshotOptions in(Path directory) {
    return new SnapshotOptions(
        directory, Duration.ofSeconds(10), Duration.ofMinutes(1), 3, false, false);
  }

  /** The same so often. */
  public SnapshotOptions every(Duration interval) {
    return new SnapshotOptions(directory, interval, deadline, retained, restore, dropState);
  }

  /** The same with another deadline. */
  public SnapshotOptions deadline(Duration deadline) {
    return new SnapshotOptions(directory, interval, deadline, retained, restore, dropState);
  }

  /** The same with so many kept. */
  public SnapshotOptions retained(int retained) {
    return new SnapshotOptions(directory, interval, deadline, retained, restore, dropState);
  }

  /** The same, starting from the newest snapshot. */
  public SnapshotOptions restored() {
    return new SnapshotOptions(directory, interval, deadline, retained, true, dropState);
  }

  /** The same, and what belongs to stages that the pipeline no longer has may be dropped. */
  public SnapshotOptions droppingState() {
    return new SnapshotOptions(directory, interval, deadline, retained, restore, true);
  }
}
