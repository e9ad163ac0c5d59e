package org.tensair.api;

import java.io.Serializable;

/** Looks at a record; must not change it. */
@FunctionalInterface
public interface PeekFunction<T> extends Serializable {
  void look(T record) throws Exception;
}
