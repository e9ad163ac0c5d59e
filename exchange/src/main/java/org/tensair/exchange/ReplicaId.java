package org.tensair.exchange;

/**
 * A replica of the model.
 *
 * @param rank its place among all replicas, from 0
 */
public record ReplicaId(int rank) {

  /** Checks the rank. */
  public ReplicaId {
    if (rank < 0) {
      throw new IllegalArgumentException("Replica: found rank " + rank + ", required 0 or more.");
    }
  }
}
