package org.tensair.api;

import java.io.Serializable;
import java.util.function.Consumer;

/** Turns one record into none, one or several, given to {@code out} in order. */
@FunctionalInterface
public interface FlatMapFunction<T, R> extends Serializable {
  void apply(T value, Consumer<R> out) throws Exception;
}
