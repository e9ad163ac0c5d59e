package org.tensair.api;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Joins a left record with what a lookup found for it. */
@FunctionalInterface
public interface JoinFunction<L, V extends @Nullable Object, O> extends Serializable {
  O join(L left, V found) throws Exception;
}
