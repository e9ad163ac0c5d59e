package org.tensair.api;

import java.io.Serializable;

/** Says whether a record is kept. */
@FunctionalInterface
public interface FilterFunction<T> extends Serializable {
  boolean test(T value) throws Exception;
}
