package org.tensair.api;

import java.io.Serializable;
import java.util.concurrent.CompletionStage;

/**
 * Asks an outside service. Called by the worker's thread, so it must return at once; the stage may
 * be completed by any thread. It is called again for the same record when an attempt failed or took
 * too long, and after a restore.
 */
@FunctionalInterface
public interface AsyncFunction<T, R> extends Serializable {
  CompletionStage<R> apply(T record) throws Exception;
}
