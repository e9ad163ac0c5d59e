package org.tensair.benchmarks.workload;

import java.io.Serializable;

/** Events as a pure function of their index; its time is {@link EventTime#of}. */
@FunctionalInterface
public interface Generator<T> extends Serializable {

  /** The event. */
  T at(long index);
}
