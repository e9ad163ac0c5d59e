package org.tensair.api;

import java.util.List;

/** What an encoder may ask for when it is made. */
public interface EncoderContext {

  /** The model's feature tensors, in the order of {@link Row}'s tensor indices. */
  List<TensorSpec> features();

  /**
   * The index of the feature tensor {@code name}.
   *
   * @throws IllegalArgumentException naming the tensors that there are
   */
  int feature(String name);

  /**
   * A scaler learnt online over {@code width} columns. Its statistics are merged with those of the
   * other replicas and kept with the model.
   *
   * @param name unique in the encoder
   */
  OnlineScaler scaler(String name, int width);
}
