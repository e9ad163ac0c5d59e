package org.tensair.engine.operator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tensair.api.ExecutionFailedException;

/** Errors of user functions, with the record they failed for. */
final class Failures {

  private static final int SHOWN_CHARACTERS = 200;

  private Failures() {}

  static ExecutionFailedException ofRecord(
      String stage, String doing, Object record, long eventTime, Throwable cause) {
    return new ExecutionFailedException(
        stage,
        doing + " of " + shown(record) + " at " + Instant.ofEpochMilli(eventTime) + ": " + cause,
        cause);
  }

  /** What a function gave, unless it is null: records have no absent value. */
  static <R> R present(@Nullable R found, String what) {
    if (found == null) {
      throw new NullPointerException("found null, required a " + what + ".");
    }
    return found;
  }

  private static String shown(Object record) {
    String text;
    try {
      text = String.valueOf(record);
    } catch (RuntimeException unprintable) {
      text = "a " + record.getClass().getName() + " whose toString fails";
    }
    return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
  }
}
