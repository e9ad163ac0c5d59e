package org.tensair.exchange.simulation;

import java.util.Arrays;
import java.util.List;

/**
 * What any replica trained on is in the weights of all at rest, exactly once; and so are the
 * statistics of all rows.
 */
final class NothingLost implements Invariant {
  private final int[] trained;

  NothingLost(int rows) {
    trained = new int[rows];
  }

  @Override
  public void trains(SimulatedReplica replica, LedgerUpdate update) {
    for (int row : update.rows()) {
      trained[row]++;
    }
  }

  @Override
  public void atRest(List<SimulatedReplica> replicas) {
    for (SimulatedReplica replica : replicas) {
      int[] found = replica.ledger().entries();
      int row = Arrays.mismatch(found, trained);
      if (row >= 0) {
        throw violation(
            "replica "
                + replica.rank()
                + " holds "
                + found[row]
                + " for row "
                + row
                + ", required "
                + trained[row]
                + ".");
      }
      if (replica.ledger().rowsSeen() != trained.length) {
        throw violation(
            "replica "
                + replica.rank()
                + " counts statistics of "
                + replica.ledger().rowsSeen()
                + " rows, required "
                + trained.length
                + ".");
      }
    }
  }
}
