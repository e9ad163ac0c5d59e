package org.tensair.engine.operator;

import org.tensair.engine.snapshot.StateOutput;

/** Where a stage writes its state. */
public interface StateWriter {

  /** The group of what belongs to no key. */
  int NO_KEY = -1;

  /** The snapshot's number. */
  long snapshot();

  /** The output of a key group, 0 to 127, or of what belongs to no key, {@link #NO_KEY}. */
  StateOutput group(int group);

  /** The output of a key's group. */
  StateOutput of(Object key);
}
