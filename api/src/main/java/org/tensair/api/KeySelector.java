package org.tensair.api;

import java.io.Serializable;

/** The key of a record: a String, an integer, an enum or a record of these. */
@FunctionalInterface
public interface KeySelector<T, K> extends Serializable {
  K keyOf(T value) throws Exception;
}
