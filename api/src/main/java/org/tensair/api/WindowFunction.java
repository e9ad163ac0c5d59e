package org.tensair.api;

import java.io.Serializable;

/** Makes a record of a window's aggregate, which it does not change: other windows may have it. */
@FunctionalInterface
public interface WindowFunction<K, R, O> extends Serializable {
  O apply(WindowResult<K, R> window) throws Exception;
}
