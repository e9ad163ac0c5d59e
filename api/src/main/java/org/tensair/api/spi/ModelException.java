package org.tensair.api.spi;

/** A model that cannot be loaded or called as asked. */
public class ModelException extends RuntimeException {

  /**
   * @param message naming the directory or signature and tensor, what was found and what is
   *     required
   */
  public ModelException(String message) {
    super(message);
  }

  /** The same, with the cause. */
  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
