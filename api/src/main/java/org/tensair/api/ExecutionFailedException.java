package org.tensair.api;

/** A pipeline stopped because one of its stages failed. */
public class ExecutionFailedException extends RuntimeException {

  private final String stage;

  /**
   * @param stage the name of the stage that failed
   * @param message what it was doing, with what record or position
   * @param cause why
   */
  public ExecutionFailedException(String stage, String message, Throwable cause) {
    super("Stage \"" + stage + "\" failed: " + message, cause);
    this.stage = stage;
  }

  /** The name of the stage that failed. */
  public String stage() {
    return stage;
  }
}
