package org.tensair.api;

import java.io.Serializable;

/** Makes one record of two of the same key; associative. {@code newer} came after {@code older}. */
@FunctionalInterface
public interface ReduceFunction<T> extends Serializable {
  T reduce(T older, T newer) throws Exception;
}
