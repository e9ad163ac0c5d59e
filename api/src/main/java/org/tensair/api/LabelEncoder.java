package org.tensair.api;

import java.io.Serializable;

/**
 * Turns a label into the label tensors of one row.
 *
 * @param <L> labels
 */
@FunctionalInterface
public interface LabelEncoder<L> extends Serializable {

  /** Writes every label tensor of the row that {@code labels} stands at. */
  void encode(L value, Row labels) throws Exception;
}
