package org.tensair.exchange.simulation;

import java.util.ArrayList;
import java.util.List;

/** Every reference to an update is given back once: none leaks, none is used after it was freed. */
final class ReferencesReturned implements Invariant {
  private final List<LedgerUpdate> updates = new ArrayList<>();

  @Override
  public void trains(SimulatedReplica replica, LedgerUpdate update) {
    updates.add(update);
  }

  @Override
  public void closed() {
    for (LedgerUpdate update : updates) {
      if (update.references() != 0) {
        throw violation(
            "the update of rows "
                + update.rows()
                + " has "
                + update.references()
                + " references left, required 0.");
      }
    }
  }
}
