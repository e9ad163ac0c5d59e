package org.tensair.engine.snapshot;

import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensair.api.StateSerializer;

/**
 * Operators write their state here; {@link StateInput} reads it in the same order. A buffer that
 * grows; its bytes become one section of a snapshot.
 *
 * <p>Values describe themselves: what they are is written with them, the names of a class and its
 * components once for each output. The format is that of {@link Tag}. One object met twice is
 * written twice.
 *
 * <p>For one thread; nothing blocks. After an exception the output is of no use.
 */
public final class StateOutput {

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** The longest array that every JVM can make. */
  private static final int MAX_SIZE = Integer.MAX_VALUE - 8;

  private final DataOutputStream data = new DataOutputStream(new Bytes());
  private final ValueWriter values;
  private byte[] buffer = new byte[256];
  private int size;

  /**
   * @param serializers of the classes that cannot be written without; a value is written by the
   *     serializer of its class or of the nearest class or interface that it extends
   */
  public StateOutput(Map<Class<?>, StateSerializer<?>> serializers) {
    this.values = new ValueWriter(this, new Serializers(serializers));
  }

  /** How many bytes were written. */
  public int size() {
    return size;
  }

  /** A copy of what was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(buffer, size);
  }

  /** Writes a number in 1 to 5 bytes: the nearer to 0, the fewer. */
  public void writeInt(int value) {
    writeLong(value);
  }

  /** Writes a number in 1 to 10 bytes: the nearer to 0, the fewer. */
  public void writeLong(long value) {
    reserve(10);
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7fL) != 0) {
      buffer[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[size++] = (byte) rest;
  }

  /** Writes 8 bytes; every NaN comes back as it was. */
  public void writeDouble(double value) {
    reserve(Double.BYTES);
    LONGS.set(buffer, size, Double.doubleToRawLongBits(value));
    size += Double.BYTES;
  }

  /** Writes one byte. */
  public void writeBoolean(boolean value) {
    writeByte(value ? 1 : 0);
  }

  /** Writes the length and all of {@code bytes}. */
  public void writeBytes(byte[] bytes) {
    writeSize(bytes.length);
    writeRaw(bytes, 0, bytes.length);
  }

  /** Writes any string, lone surrogates included. */
  public void writeString(String text) {
    int length = text.length();
    writeSize(length);
    reserve(3L * length);
    for (int i = 0; i < length; i++) {
      char unit = text.charAt(i);
      if (unit < 0x80) {
        buffer[size++] = (byte) unit;
      } else if (unit < 0x800) {
        buffer[size++] = (byte) (0xc0 | (unit >> 6));
        buffer[size++] = (byte) (0x80 | (unit & 0x3f));
      } else {
        buffer[size++] = (byte) (0xe0 | (unit >> 12));
        buffer[size++] = (byte) (0x80 | ((unit >> 6) & 0x3f));
        buffer[size++] = (byte) (0x80 | (unit & 0x3f));
      }
    }
  }

  /**
   * Writes null, a boxed primitive, a String, an enum's constant, a record, an array, a value of
   * {@code java.time}, a {@code List}, {@code Set} or {@code Map} of these, or an object whose
   * class has a serializer. Lists, sets and maps may hold nulls; they come back as {@code
   * ArrayList}, {@code LinkedHashSet} and {@code LinkedHashMap} in the order of their iterators.
   *
   * @throws SnapshotException naming the class if it is none of these, if its serializer fails, or
   *     if values lie too deep in each other
   */
  public void writeValue(@Nullable Object value) throws SnapshotException {
    values.write(value);
  }

  /** For a {@link StateSerializer}: what is written to it lands here. */
  DataOutput data() {
    return data;
  }

  void writeByte(int value) {
    reserve(1);
    buffer[size++] = (byte) value;
  }

  void writeFloat(float value) {
    writeFixedInt(Float.floatToRawIntBits(value));
  }

  void writeFixedInt(int value) {
    reserve(Integer.BYTES);
    INTS.set(buffer, size, value);
    size += Integer.BYTES;
  }

  /** Overwrites four bytes that were left for a number known only now. */
  void patchFixedInt(int at, int value) {
    INTS.set(buffer, at, value);
  }

  /** A number of 0 or more. */
  void writeSize(int value) {
    reserve(5);
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      buffer[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[size++] = (byte) rest;
  }

  void writeRaw(byte[] bytes, int from, int length) {
    reserve(length);
    System.arraycopy(bytes, from, buffer, size, length);
    size += length;
  }

  private void reserve(long more) {
    long required = size + more;
    if (required > buffer.length) {
      grow(required);
    }
  }

  private void grow(long required) {
    if (required > MAX_SIZE) {
      throw new IllegalStateException(
          "State: found "
              + required
              + " bytes in one section of a snapshot, required at most "
              + MAX_SIZE
              + ". Keep less state for a key, or write more sections.");
    }
    buffer =
        Arrays.copyOf(buffer, (int) Math.min(MAX_SIZE, Math.max(required, 2L * buffer.length)));
  }

  private final class Bytes extends OutputStream {
    @Override
    public void write(int value) {
      writeByte(value);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      writeRaw(bytes, from, length);
    }
  }
}
