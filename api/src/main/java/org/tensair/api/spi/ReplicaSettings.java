package org.tensair.api.spi;

/**
 * How a replica is made.
 *
 * @param rank place among the replicas, from 0; random seeds are offset by it
 * @param batchSize rows of a full mini-batch; signatures are warmed up for it
 * @param device {@code cpu}, {@code gpu} or {@code gpu:<n>}
 */
public record ReplicaSettings(int rank, int batchSize, String device) {}
