package org.tensair.engine.snapshot;

import java.io.IOException;

/** State that cannot be written to or read from a snapshot: what was found, required, and where. */
public class SnapshotException extends IOException {

  public SnapshotException(String message) {
    super(message);
  }

  public SnapshotException(String message, Throwable cause) {
    super(message, cause);
  }
}
