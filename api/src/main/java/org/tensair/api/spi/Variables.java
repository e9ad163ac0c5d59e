package org.tensair.api.spi;

import java.nio.ByteBuffer;
import java.util.List;
import org.tensair.api.TensorSpec;

/**
 * A copy of a model's variables, in card order.
 *
 * @param specs names, types and shapes
 * @param values contents, native byte order
 */
public record Variables(List<TensorSpec> specs, List<ByteBuffer> values) {
  public Variables {
    specs = List.copyOf(specs);
    values = List.copyOf(values);
  }
}
