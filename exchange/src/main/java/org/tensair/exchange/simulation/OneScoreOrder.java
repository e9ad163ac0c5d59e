package org.tensair.exchange.simulation;

import java.util.Comparator;
import java.util.List;
import org.tensair.exchange.BatchScore;

/**
 * Every replica sees every score once; and as long as nobody was suspected, all see them in the
 * order (newest label time, replica), and the same verdicts.
 */
final class OneScoreOrder implements Invariant {
  private static final Comparator<BatchScore> ORDER =
      Comparator.comparingLong(BatchScore::newestLabelTime).thenComparingInt(BatchScore::replica);

  private int scored;

  @Override
  public void scored(SimulatedReplica replica, long recordIndex) {
    scored++;
  }

  @Override
  public void atRest(List<SimulatedReplica> replicas) {
    boolean calm = replicas.stream().allMatch(r -> r.exchange().counters().suspicions() == 0);
    SimulatedReplica first = replicas.get(0);
    for (SimulatedReplica replica : replicas) {
      long distinct = replica.scores().stream().map(BatchScore::recordIndex).distinct().count();
      if (replica.scores().size() != scored || distinct != scored) {
        throw violation(
            "replica "
                + replica.rank()
                + " saw "
                + replica.scores().size()
                + " scores, "
                + distinct
                + " distinct, required "
                + scored
                + ".");
      }
      if (!calm) {
        continue;
      }
      if (!replica.scores().equals(replica.scores().stream().sorted(ORDER).toList())) {
        throw violation(
            "replica " + replica.rank() + " saw scores out of order: " + replica.scores() + ".");
      }
      if (!replica.verdicts().equals(first.verdicts())) {
        throw violation(
            "replica "
                + replica.rank()
                + " saw verdicts "
                + replica.verdicts()
                + ", replica 0 "
                + first.verdicts()
                + ".");
      }
    }
  }
}
