package org.tensair.engine.snapshot;

import org.jspecify.annotations.Nullable;

/** Arrays of primitives, without a box for each element. */
final class PrimitiveArrays {

  private PrimitiveArrays() {}

  /** Writes {@code array} with its tag; false if it is no array of primitives. */
  static boolean write(Object array, StateOutput out) {
    if (array instanceof double[] numbers) {
      start(Tag.DOUBLE_ARRAY, numbers.length, out);
      for (double each : numbers) {
        out.writeDouble(each);
      }
    } else if (array instanceof long[] numbers) {
      start(Tag.LONG_ARRAY, numbers.length, out);
      for (long each : numbers) {
        out.writeLong(each);
      }
    } else if (array instanceof int[] numbers) {
      start(Tag.INT_ARRAY, numbers.length, out);
      for (int each : numbers) {
        out.writeLong(each);
      }
    } else if (array instanceof float[] numbers) {
      start(Tag.FLOAT_ARRAY, numbers.length, out);
      for (float each : numbers) {
        out.writeFloat(each);
      }
    } else if (array instanceof byte[] bytes) {
      start(Tag.BYTE_ARRAY, bytes.length, out);
      out.writeRaw(bytes, 0, bytes.length);
    } else if (array instanceof boolean[] flags) {
      start(Tag.BOOLEAN_ARRAY, flags.length, out);
      for (boolean each : flags) {
        out.writeBoolean(each);
      }
    } else if (array instanceof short[] numbers) {
      start(Tag.SHORT_ARRAY, numbers.length, out);
      for (short each : numbers) {
        out.writeLong(each);
      }
    } else if (array instanceof char[] units) {
      start(Tag.CHAR_ARRAY, units.length, out);
      for (char each : units) {
        out.writeLong(each);
      }
    } else {
      return false;
    }
    return true;
  }

  private static void start(byte tag, int length, StateOutput out) {
    out.writeByte(tag);
    out.writeSize(length);
  }

  /** Reads the array of {@code tag}; null if the tag is of something else. */
  static @Nullable Object read(byte tag, StateInput in) throws SnapshotException {
    return switch (tag) {
      case Tag.DOUBLE_ARRAY -> doubles(in);
      case Tag.LONG_ARRAY -> longs(in);
      case Tag.INT_ARRAY -> ints(in);
      case Tag.FLOAT_ARRAY -> floats(in);
      case Tag.BYTE_ARRAY -> in.readBytes();
      case Tag.BOOLEAN_ARRAY -> booleans(in);
      case Tag.SHORT_ARRAY -> shorts(in);
      case Tag.CHAR_ARRAY -> chars(in);
      default -> null;
    };
  }

  private static double[] doubles(StateInput in) throws SnapshotException {
    double[] array = new double[in.readSize(Double.BYTES)];
    for (int i = 0; i < array.length; i++) {
      array[i] = in.readDouble();
    }
    return array;
  }

  private static long[] longs(StateInput in) throws SnapshotException {
    long[] array = new long[in.readSize(1)];
    for (int i = 0; i < array.length; i++) {
      array[i] = in.readLong();
    }
    return array;
  }

  private static int[] ints(StateInput in) throws SnapshotException {
    int[] array = new int[in.readSize(1)];
    for (int i = 0; i < array.length; i++) {
      array[i] = in.readInt();
    }
    return array;
  }

  private static float[] floats(StateInput in) throws SnapshotException {
    float[] array = new float[in.readSize(Float.BYTES)];
    for (int i = 0; i < array.length; i++) {
      array[i] = in.readFloat();
    }
    return array;
  }

  private static boolean[] booleans(StateInput in) throws SnapshotException {
    boolean[] array = new boolean[in.readSize(1)];
    for (int i = 0; i < array.length; i++) {
      array[i] = in.readBoolean();
    }
    return array;
  }

  private static short[] shorts(StateInput in) throws SnapshotException {
    short[] array = new short[in.readSize(1)];
    for (int i = 0; i < array.length; i++) {
      array[i] = (short) in.readBetween(Short.MIN_VALUE, Short.MAX_VALUE);
    }
    return array;
  }

  private static char[] chars(StateInput in) throws SnapshotException {
    char[] array = new char[in.readSize(1)];
    for (int i = 0; i < array.length; i++) {
      array[i] = (char) in.readBetween(Character.MIN_VALUE, Character.MAX_VALUE);
    }
    return array;
  }
}
