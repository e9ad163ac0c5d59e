package org.tensair.engine.keyed;

import org.tensair.engine.snapshot.SnapshotException;
import org.tensair.engine.snapshot.StateInput;

/** Values of a stage's saved state. */
final class Saved {

  private Saved() {}

  /** The next value, which cannot be null. */
  static Object value(StateInput in) throws SnapshotException {
    Object value = in.readValue();
    if (value == null) {
      throw new SnapshotException("State: found null, required a value.");
    }
    return value;
  }
}
