package org.tensair.api;

import java.io.Serializable;

/** An integer read from a record. */
@FunctionalInterface
public interface LongSelector<T> extends Serializable {
  long valueOf(T value) throws Exception;
}
