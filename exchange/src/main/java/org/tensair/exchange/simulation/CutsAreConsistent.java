package org.tensair.exchange.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tensair.exchange.BatchScore;
import org.tensair.exchange.Cut;
import org.tensair.exchange.Frame;

/**
 * Nothing is in flight at a cut that every replica has completed: the weights of each, with what
 * event time holds back from them, contain what all have trained on before their markers, once and
 * nothing else; and each has seen the scores of just these mini-batches, or holds them. At least
 * one replica is the oldest.
 */
final class CutsAreConsistent implements Invariant {

  /** What the replicas said of one cut. */
  private static final class Found {
    final int[] trainedBefore;
    final List<int[]> held = new ArrayList<>();
    final List<Set<Long>> scores = new ArrayList<>();
    final Set<Long> scoredBefore = new HashSet<>();
    int oldest;

    Found(int rows) {
      trainedBefore = new int[rows];
    }
  }

  private final int replicas;
  private final int rows;
  private final int[][] trained;
  private final List<Set<Long>> scored = new ArrayList<>();
  private final Map<Long, Found> cuts = new TreeMap<>();
  private int completed;

  CutsAreConsistent(int replicas, int rows) {
    this.replicas = replicas;
    this.rows = rows;
    this.trained = new int[replicas][rows];
    for (int rank = 0; rank < replicas; rank++) {
      scored.add(new HashSet<>());
    }
  }

  /** How many cuts all replicas have completed; known at rest. */
  int completed() {
    return completed;
  }

  @Override
  public void trains(SimulatedReplica replica, LedgerUpdate update) {
    update.rows().forEach(row -> trained[replica.rank()][row]++);
  }

  @Override
  public void scored(SimulatedReplica replica, long recordIndex) {
    scored.get(replica.rank()).add(recordIndex);
  }

  @Override
  public void cutBegins(SimulatedReplica replica, long marker) {
    Found found = cuts.computeIfAbsent(marker, n -> new Found(rows));
    for (int row = 0; row < rows; row++) {
      found.trainedBefore[row] += trained[replica.rank()][row];
    }
    found.scoredBefore.addAll(scored.get(replica.rank()));
  }

  @Override
  public void cutCompletes(SimulatedReplica replica, long marker, Cut cut) {
    Found found = cuts.computeIfAbsent(marker, n -> new Found(rows));
    int[] held = replica.ledger().entries().clone();
    for (Frame frame : cut.heldBack()) {
      if (frame.payload() instanceof LedgerUpdate update) {
        update.rows().forEach(row -> held[row]++);
      }
    }
    Set<Long> scores = new HashSet<>();
    replica.scores().forEach(score -> scores.add(score.recordIndex()));
    for (BatchScore score : cut.waitingScores()) {
      if (!scores.add(score.recordIndex())) {
        throw violation("replica " + replica.rank() + " holds a score that it has seen.");
      }
    }
    found.held.add(held);
    found.scores.add(scores);
    found.oldest += cut.isOldest() ? 1 : 0;
  }

  @Override
  public void atRest(List<SimulatedReplica> ignored) {
    cuts.forEach(
        (marker, found) -> {
          if (found.held.size() == replicas) {
            completed++;
            check(marker, found);
          }
        });
  }

  private void check(long marker, Found found) {
    for (int i = 0; i < replicas; i++) {
      int row = Arrays.mismatch(found.held.get(i), found.trainedBefore);
      if (row >= 0) {
        throw violation(
            "cut "
                + marker
                + " of one replica holds "
                + found.held.get(i)[row]
                + " for row "
                + row
                + ", required "
                + found.trainedBefore[row]
                + ".");
      }
      if (!found.scores.get(i).equals(found.scoredBefore)) {
        throw violation(
            "cut "
                + marker
                + " of one replica has the scores "
                + found.scores.get(i)
                + ", required "
                + found.scoredBefore
                + ".");
      }
    }
    if (found.oldest == 0) {
      throw violation("cut " + marker + " has no oldest replica, required one or more.");
    }
  }
}
