package org.tensair.api;

import java.io.Serializable;

/** Turns one record into another. */
@FunctionalInterface
public interface MapFunction<T, R> extends Serializable {
  R apply(T value) throws Exception;
}
