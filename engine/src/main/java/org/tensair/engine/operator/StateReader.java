package org.tensair.engine.operator;

import java.util.List;
import org.tensair.engine.snapshot.StateInput;

/** What a stage reads its state from: its worker's share of what all workers have written. */
public interface StateReader {

  /** The sections of the key groups that this worker owns. */
  List<StateInput> keyed();

  /** How far the stage's event time had come: what was due up to then has been given. */
  long watermark();

  /** The sections that belong to no key and that this worker shall take. */
  List<StateInput> unkeyed();
}
