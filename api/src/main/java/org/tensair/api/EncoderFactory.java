package org.tensair.api;

import java.io.Serializable;

/**
 * Makes the encoder of one replica, which obtains from the context the features it will write and
 * the statistics it will learn.
 *
 * @param <T> records
 */
@FunctionalInterface
public interface EncoderFactory<T> extends Serializable {

  /** A new encoder, used by one thread only. */
  Encoder<T> create(EncoderContext context) throws Exception;
}
