package org.tensair.api.spi;

import org.tensair.api.Model;

/** Loads exported models. Found with {@link java.util.ServiceLoader}. */
public interface ModelRuntime {

  /**
   * Reads the card and checks it against the SavedModel.
   *
   * @throws ModelException naming the directory, the signature and the tensor, what was found and
   *     what is required; all problems together
   */
  LoadedModel load(Model model);
}
