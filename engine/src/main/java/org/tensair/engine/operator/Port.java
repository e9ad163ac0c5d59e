package org.tensair.engine.operator;

/** Where records enter a running stage. Called by the worker thread only. */
public abstract class Port {

  /**
   * Takes one record with its event time in milliseconds since the epoch.
   *
   * @throws org.tensair.api.ExecutionFailedException naming the stage whose function failed
   */
  public abstract void accept(Object record, long eventTime);
}
