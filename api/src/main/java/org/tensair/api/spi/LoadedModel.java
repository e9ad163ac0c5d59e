package org.tensair.api.spi;

/** A checked model, from which replicas are made. Thread-safe. */
public interface LoadedModel extends AutoCloseable {

  /** The model's card. */
  ModelCard card();

  /**
   * A replica with its own variables, its signatures warmed up. Several may be made at the same
   * time by several threads.
   *
   * @throws ModelException if it cannot be made
   */
  ModelReplica replica(ReplicaSettings settings);

  /** Frees what the replicas share; close them first. */
  @Override
  void close();
}
