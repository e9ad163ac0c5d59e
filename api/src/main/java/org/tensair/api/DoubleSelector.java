package org.tensair.api;

import java.io.Serializable;

/** A number read from a record. */
@FunctionalInterface
public interface DoubleSelector<T> extends Serializable {
  double valueOf(T value) throws Exception;
}
