package org.tensair.engine.operator;

import java.io.IOException;

/** Why something failed, for a message. */
public final class Reason {

  private Reason() {}

  /**
   * The message alone where it is a whole sentence, as in this project's exceptions and in a plain
   * {@link IOException}; of all others the class too, which often says more than their message.
   */
  public static String of(Throwable failure) {
    String message = failure.getMessage();
    Class<?> type = failure.getClass();
    boolean sentence = type == IOException.class || type.getName().startsWith("org.tensair.");
    return message != null && sentence ? message : failure.toString();
  }
}
