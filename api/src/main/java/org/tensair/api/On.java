package org.tensair.api;

import java.io.Serializable;

/**
 * The equality of two keys that joins a left and a right record.
 *
 * @param left key of a left record
 * @param right key of a right record
 */
public record On<L, R, K>(KeySelector<L, K> left, KeySelector<R, K> right) implements Serializable {

  /** {@code left.key == right.key}. */
  public static <L, R, K> On<L, R, K> on(KeySelector<L, K> left, KeySelector<R, K> right) {
    return new On<>(left, right);
  }
}
