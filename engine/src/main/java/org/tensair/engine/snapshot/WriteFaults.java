package org.tensair.engine.snapshot;

import java.io.IOException;
import java.nio.file.Path;

/** Where faults of the disk enter in tests: asked before every step of a write. */
@FunctionalInterface
interface WriteFaults {

  /** A disk as it is. */
  WriteFaults NONE = path -> {};

  /**
   * Before {@code path} is made, written to, forced to the disk or renamed.
   *
   * @throws IOException instead of that step
   */
  void before(Path path) throws IOException;
}
