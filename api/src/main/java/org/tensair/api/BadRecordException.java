package org.tensair.api;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A record that cannot be read; the message names the source, the place and the fault. A reader
 * that throws it has counted the record in its position, and goes on with the next one when it is
 * called again.
 */
public final class BadRecordException extends IOException {

  private final @Nullable String record;

  /** Without the record itself. */
  public BadRecordException(String message, @Nullable Throwable cause) {
    this(message, null, cause);
  }

  /** Without a cause. */
  public BadRecordException(String message) {
    this(message, null, null);
  }

  /**
   * All of it.
   *
   * @param record what was found, as text
   */
  public BadRecordException(String message, @Nullable String record, @Nullable Throwable cause) {
    super(message, cause);
    this.record = record;
  }

  /** What was found, as text; empty if it is not known. */
  public String record() {
    return record == null ? "" : record;
  }
}
