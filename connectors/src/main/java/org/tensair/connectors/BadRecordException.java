package org.tensair.connectors;

import java.io.IOException;

/** A record of a file that cannot be read; the message names file, line, column and fault. */
public final class BadRecordException extends IOException {

  BadRecordException(String message, Throwable cause) {
    super(message, cause);
  }

  BadRecordException(String message) {
    super(message);
  }
}
