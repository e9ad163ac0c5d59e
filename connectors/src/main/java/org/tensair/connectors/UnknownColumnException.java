package org.tensair.connectors;

import java.io.IOException;

/** A column that the file does not have: a fault of the file or the pipeline, not of one row. */
final class UnknownColumnException extends IOException {

  UnknownColumnException(String message) {
    super(message);
  }
}
