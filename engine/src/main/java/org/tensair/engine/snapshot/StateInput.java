package org.tensair.engine.snapshot;

import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensair.api.StateSerializer;

/**
 * Reads what was written to a {@link StateOutput}, in the same order.
 *
 * <p>Whatever the bytes, every method ends with what was written or a {@link SnapshotException}
 * that names the section and the position in it; no length is believed that what is left cannot
 * hold.
 *
 * <p>For one thread; nothing blocks. After an exception the input is of no use.
 */
public final class StateInput {

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final String section;
  private final byte[] bytes;
  private final ValueReader values;
  private int position;

  /** The end of what may be read: of the section, or of a value with its own length. */
  private int end;

  /**
   * @param section what the bytes are, for errors: {@code stage "delays", key group 7}
   * @param bytes what {@link StateOutput#toByteArray} gave; not copied
   * @param serializers as they were when it was written
   */
  public StateInput(String section, byte[] bytes, Map<Class<?>, StateSerializer<?>> serializers) {
    this.section = section;
    this.bytes = bytes;
    this.end = bytes.length;
    this.values = new ValueReader(this, new Serializers(serializers));
  }

  /** Whether there is more to read. */
  public boolean hasMore() {
    return position < end;
  }

  /** How many bytes were read. */
  public int position() {
    return position;
  }

  /** Reads what {@link StateOutput#writeInt} wrote. */
  public int readInt() throws SnapshotException {
    return (int) readBetween(Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /** Reads what {@link StateOutput#writeLong} wrote. */
  public long readLong() throws SnapshotException {
    long rest = readUnsigned();
    return (rest >>> 1) ^ -(rest & 1);
  }

  /** Reads what {@link StateOutput#writeDouble} wrote. */
  public double readDouble() throws SnapshotException {
    return Double.longBitsToDouble((long) LONGS.get(bytes, advance(Double.BYTES)));
  }

  /** Reads what {@link StateOutput#writeBoolean} wrote. */
  public boolean readBoolean() throws SnapshotException {
    byte value = readByte();
    if (value != 0 && value != 1) {
      throw corrupt(position - 1, "the boolean " + value, "0 or 1");
    }
    return value == 1;
  }

  /** Reads what {@link StateOutput#writeBytes} wrote. */
  public byte[] readBytes() throws SnapshotException {
    int length = readSize(1);
    int from = advance(length);
    return Arrays.copyOfRange(bytes, from, from + length);
  }

  /** Reads what {@link StateOutput#writeString} wrote. */
  public String readString() throws SnapshotException {
    int length = readSize(1);
    int from = position;
    int ascii = 0;
    while (ascii < length && bytes[from + ascii] >= 0) {
      ascii++;
    }
    position = from + ascii;
    if (ascii == length) {
      return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }
    char[] units = new char[length];
    for (int i = 0; i < ascii; i++) {
      units[i] = (char) bytes[from + i];
    }
    for (int i = ascii; i < length; i++) {
      units[i] = readUnit();
    }
    return new String(units);
  }

  /**
   * Reads what {@link StateOutput#writeValue} wrote.
   *
   * @throws SnapshotException if the bytes are no value, or if a class, an enum's constant or a
   *     record's components are not as they were when it was written
   */
  public @Nullable Object readValue() throws SnapshotException {
    return values.read();
  }

  byte readByte() throws SnapshotException {
    return bytes[advance(1)];
  }

  float readFloat() throws SnapshotException {
    return Float.intBitsToFloat(readFixedInt());
  }

  int readFixedInt() throws SnapshotException {
    return (int) INTS.get(bytes, advance(Integer.BYTES));
  }

  /** A number from {@code min} to {@code max}. */
  long readBetween(long min, long max) throws SnapshotException {
    int at = position;
    long value = readLong();
    if (value < min || value > max) {
      throw corrupt(at, "the number " + value, "one from " + min + " to " + max);
    }
    return value;
  }

  /** A number of elements, each of which takes at least {@code width} of the bytes left. */
  int readSize(int width) throws SnapshotException {
    int at = position;
    long size = readUnsigned();
    int left = end - position;
    if (size < 0 || size > left / width) {
      throw corrupt(
          at,
          Long.toUnsignedString(size) + " elements of at least " + width + " bytes",
          "no more than the " + left + " bytes that are left");
    }
    return (int) size;
  }

  /** An index from 0 to {@code max}. */
  int readIndex(int max) throws SnapshotException {
    int at = position;
    long index = readUnsigned();
    if (index < 0 || index > max) {
      throw corrupt(at, "the index " + Long.toUnsignedString(index), "one from 0 to " + max);
    }
    return (int) index;
  }

  /** Lets nothing be read behind the next {@code length} bytes; gives the end before. */
  int limit(int length) throws SnapshotException {
    if (length < 0 || length > end - position) {
      throw corrupt(
          position,
          "a length of " + length,
          "one from 0 to " + (end - position) + ", what is left");
    }
    int before = end;
    end = position + length;
    return before;
  }

  void unlimit(int before) {
    end = before;
  }

  /** What a {@link StateSerializer} reads from: these bytes, from here to the limit. */
  InputStream stream() {
    return new Bytes();
  }

  /** An error that says where. */
  SnapshotException corrupt(int at, String found, String required) {
    return new SnapshotException(message(at, found, required));
  }

  SnapshotException corrupt(int at, String found, String required, Throwable cause) {
    return new SnapshotException(message(at, found, required) + " Cause: " + cause, cause);
  }

  private String message(int at, String found, String required) {
    return section + ", byte " + at + ": found " + found + ", required " + required + ".";
  }

  private long readUnsigned() throws SnapshotException {
    int at = position;
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = readByte();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw corrupt(at, "a number of more than 10 bytes", "at most 10");
  }

  private char readUnit() throws SnapshotException {
    int at = position;
    int first = readByte() & 0xff;
    if (first < 0x80) {
      return (char) first;
    }
    if (first >> 5 == 0b110) {
      return (char) (((first & 0x1f) << 6) | readRestOfUnit());
    }
    if (first >> 4 == 0b1110) {
      return (char) (((first & 0x0f) << 12) | (readRestOfUnit() << 6) | readRestOfUnit());
    }
    throw corrupt(at, "the byte " + first + " in a text", "the start of a character");
  }

  private int readRestOfUnit() throws SnapshotException {
    int next = readByte() & 0xff;
    if (next >> 6 != 0b10) {
      throw corrupt(position - 1, "the byte " + next + " in a text", "the rest of a character");
    }
    return next & 0x3f;
  }

  /** The position before {@code length} more bytes, which are there. */
  private int advance(int length) throws SnapshotException {
    int from = position;
    if (length > end - from) {
      throw corrupt(from, "an end " + (end - from) + " bytes on", length + " bytes more");
    }
    position = from + length;
    return from;
  }

  private final class Bytes extends InputStream {
    @Override
    public int read() {
      return position < end ? bytes[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (length == 0) {
        return 0;
      }
      int count = Math.min(length, end - position);
      if (count == 0) {
        return -1;
      }
      System.arraycopy(bytes, position, target, offset, count);
      position += count;
      return count;
    }

    @Override
    public int available() {
      return end - position;
    }
  }
}
