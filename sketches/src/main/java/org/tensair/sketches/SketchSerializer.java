package org.tensair.sketches;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.tensair.api.MapFunction;
import org.tensair.api.StateSerializer;

/**
 * Writes the length of a sketch's own compact form, then that form, which DataSketches keeps
 * readable across its versions and languages.
 *
 * <pre>
 *   0        4             4 + length
 *   +--------+-------------+
 *   | length | sketch      |
 *   +--------+-------------+
 * </pre>
 */
record SketchSerializer<S>(MapFunction<S, byte[]> toBytes, MapFunction<byte[], S> fromBytes)
    implements StateSerializer<S> {

  @Override
  public void write(S sketch, DataOutput out) throws IOException {
    byte[] bytes = converted(toBytes, sketch);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  @Override
  public S read(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return converted(fromBytes, bytes);
  }

  private static <F, G> G converted(MapFunction<F, G> conversion, F from) throws IOException {
    try {
      return conversion.apply(from);
    } catch (Exception broken) {
      throw new IOException("A sketch could not be written to a snapshot or read from it.", broken);
    }
  }
}
