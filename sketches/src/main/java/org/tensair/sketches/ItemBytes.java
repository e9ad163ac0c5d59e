package org.tensair.sketches;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/**
 * What a sketch hashes of an item: bytes that are the same in every process, and differ for items
 * of one class that are not equal. Never empty, since sketches leave out what is.
 *
 * <pre>
 *   integer, character   8 bytes
 *   boolean              1 byte
 *   String, enum's name  4 bytes: characters; 2 bytes each
 *   record               its components
 * </pre>
 */
final class ItemBytes {

  private static final ClassValue<Method[]> ACCESSORS =
      new ClassValue<>() {
        @Override
        protected Method[] computeValue(Class<?> type) {
          return accessors(type);
        }
      };

  private ItemBytes() {}

  /**
   * The bytes of an item.
   *
   * @throws IllegalArgumentException if it is, or holds, something else
   */
  static byte[] of(@Nullable Object item) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(0); // A record without components, too, is an item.
    write(item, out);
    return bytes.toByteArray();
  }

  private static void write(@Nullable Object item, DataOutputStream out) throws IOException {
    if (item instanceof String text) {
      write(text, out);
    } else if (item instanceof Long
        || item instanceof Integer
        || item instanceof Short
        || item instanceof Byte) {
      out.writeLong(((Number) item).longValue());
    } else if (item instanceof Character character) {
      out.writeLong(character);
    } else if (item instanceof Boolean value) {
      out.writeBoolean(value);
    } else if (item instanceof Enum<?> constant) {
      write(constant.name(), out);
    } else if (item instanceof Record) {
      for (Method accessor : ACCESSORS.get(item.getClass())) {
        write(component(accessor, item), out);
      }
    } else {
      throw new IllegalArgumentException(
          "Sketches.distinct: found an item "
              + (item == null ? "null" : "of " + item.getClass().getName())
              + ", required a String, an integer, an enum or a record of these. Select or convert"
              + " it, or filter the rows without one.");
    }
  }

  private static void write(String text, DataOutputStream out) throws IOException {
    out.writeInt(text.length());
    out.writeChars(text);
  }

  private static @Nullable Object component(Method accessor, Object item) {
    try {
      return accessor.invoke(item);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalArgumentException(
          "Sketches.distinct: found an item whose " + accessor + " fails, required one to read.",
          failure);
    }
  }

  private static Method[] accessors(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Method[] accessors = new Method[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        accessors[i] = components[i].getAccessor();
        accessors[i].setAccessible(true);
      }
    } catch (RuntimeException hidden) {
      throw new IllegalArgumentException(
          "Sketches.distinct: found items of "
              + type.getName()
              + ", whose components cannot be read. Open its package.",
          hidden);
    }
    return accessors;
  }
}
