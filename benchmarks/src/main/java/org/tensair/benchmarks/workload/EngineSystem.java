package org.tensair.benchmarks.workload;

/**
 * A system that is measured, started for a parallelism; used by one thread, for one trial after the
 * other.
 */
public interface EngineSystem extends AutoCloseable {

  /**
   * Computes the trial's workload of its feed, and returns when all results are recorded. Windows
   * that are open at the end of the feed close then.
   */
  void run(Trial trial) throws Exception;

  @Override
  default void close() {}
}
