package org.tensair.api.spi;

import java.util.List;
import java.util.ServiceLoader;

/** Finds the runtimes on the class path. */
public final class Runtimes {

  private Runtimes() {}

  /**
   * The pipeline runtime.
   *
   * @throws IllegalStateException if there is none, or more than one
   */
  public static PipelineRuntime pipelineRuntime() {
    return only(PipelineRuntime.class, "tensair-engine");
  }

  /**
   * The model runtime.
   *
   * @throws IllegalStateException if there is none, or more than one
   */
  public static ModelRuntime modelRuntime() {
    return only(ModelRuntime.class, "tensair-tensorflow");
  }

  private static <S> S only(Class<S> service, String usual) {
    List<S> found = ServiceLoader.load(service).stream().map(ServiceLoader.Provider::get).toList();
    if (found.size() != 1) {
      throw new IllegalStateException(
          service.getSimpleName()
              + ": found "
              + found.size()
              + " on the class path, required exactly one. Add the dependency "
              + usual
              + (found.isEmpty() ? "." : ", and remove the others: " + found));
    }
    return found.get(0);
  }
}
