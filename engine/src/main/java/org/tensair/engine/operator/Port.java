package org.tensair.engine.operator;

/** Where records enter a running stage. Called by the worker thread only. */
@FunctionalInterface
public interface Port {

  /**
   * Takes one record with its event time in milliseconds since the epoch.
   *
   * @throws org.tensair.api.ExecutionFailedException naming the stage whose function failed
   */
  void accept(Object record, long eventTime);

  /**
   * The port to call instead of this one, once all stages are connected: the same, but with the
   * code of the stages after it at hand (see {@link InlineOperator}).
   */
  default Port in() {
    return this;
  }

  /** {@link #in} as a constant of its own, for a caller at which inlining begins. */
  default Port entry() {
    return ConstantPort.Maker.of(in());
  }
}
