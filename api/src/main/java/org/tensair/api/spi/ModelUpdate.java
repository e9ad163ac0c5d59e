package org.tensair.api.spi;

import java.nio.ByteBuffer;
import java.util.List;
import org.tensair.api.TensorSpec;

/**
 * What one mini-batch changed: gradients or weight differences, in native memory. Immutable and
 * counted: made with one reference, freed when the last is released; {@code retain} and {@code
 * release} may be called by any thread.
 */
public interface ModelUpdate {

  /** Whether everything in it is finite; if not, nothing was applied and it must not be sent. */
  boolean finite();

  /** The regularisation loss of the mini-batch. */
  double regularizationLoss();

  /**
   * The factor of the learning rate that it was trained with. Whoever applies gradients uses the
   * same one; weight differences contain it already.
   */
  default float factor() {
    return 1;
  }

  /** The tensors, in the card's exchange order, with their actual shapes. */
  List<TensorSpec> tensors();

  /** The content of a tensor, read-only, native byte order; valid while a reference is held. */
  ByteBuffer tensor(int index);

  /** Bytes of all tensors. */
  long bytes();

  /** Adds a reference. */
  void retain();

  /** Gives a reference back; the last one frees the memory. */
  void release();
}
