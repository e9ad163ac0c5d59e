package org.tensair.engine.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensair.api.Prediction;
import org.tensair.api.StateSerializer;

/** Writes self-describing values to a {@link StateOutput}, in the format of {@link Tag}. */
final class ValueWriter {

  private final StateOutput out;
  private final Serializers serializers;

  /** Classes and constants of enums → their place among the definitions. */
  private final Map<Object, Integer> definitions = new HashMap<>();

  private int depth;

  ValueWriter(StateOutput out, Serializers serializers) {
    this.out = out;
    this.serializers = serializers;
  }

  /** The usual ones first, and those without a box around them inside. */
  void write(@Nullable Object value) throws SnapshotException {
    if (value == null) {
      out.writeByte(Tag.NULL);
    } else if (value instanceof Long number) {
      out.writeByte(Tag.LONG);
      out.writeLong(number);
    } else if (value instanceof String text) {
      out.writeByte(Tag.STRING);
      out.writeString(text);
    } else if (value instanceof Integer number) {
      out.writeByte(Tag.INT);
      out.writeLong(number);
    } else if (value instanceof Double number) {
      out.writeByte(Tag.DOUBLE);
      out.writeDouble(number);
    } else if (!PrimitiveArrays.write(value, out) && !writeOtherBox(value)) {
      writeNested(value);
    }
  }

  private boolean writeOtherBox(Object value) {
    if (value instanceof Boolean flag) {
      out.writeByte(flag ? Tag.TRUE : Tag.FALSE);
    } else if (value instanceof Float number) {
      out.writeByte(Tag.FLOAT);
      out.writeFloat(number);
    } else if (value instanceof Short number) {
      out.writeByte(Tag.SHORT);
      out.writeLong(number);
    } else if (value instanceof Byte number) {
      out.writeByte(Tag.BYTE);
      out.writeLong(number);
    } else if (value instanceof Character unit) {
      out.writeByte(Tag.CHAR);
      out.writeLong(unit);
    } else {
      return false;
    }
    return true;
  }

  private void writeNested(Object value) throws SnapshotException {
    if (++depth > Tag.MAX_DEPTH) {
      throw new SnapshotException(
          "State of "
              + value.getClass().getName()
              + ": found values more than "
              + Tag.MAX_DEPTH
              + " deep in each other, required fewer, and none that holds itself. Register a"
              + " serializer of its class.");
    }
    Serializers.Registered registered = serializers.nearest(value.getClass());
    if (registered != null) {
      writeSerialized(registered, value);
    } else if (value instanceof Record) {
      writeRecord(value);
    } else if (value instanceof Enum<?> constant) {
      out.writeByte(Tag.ENUM);
      if (define(constant)) {
        out.writeString(constant.getDeclaringClass().getName());
        out.writeString(constant.name());
      }
    } else if (value instanceof List<?> list) {
      writeAll(Tag.LIST, list);
    } else if (value instanceof Map<?, ?> map) {
      writeMap(map);
    } else if (value instanceof Set<?> set) {
      writeAll(Tag.SET, set);
    } else if (value instanceof Object[] array) {
      writeArray(array);
    } else if (value instanceof Prediction<?> prediction) {
      writePrediction(prediction);
    } else if (!TimeValues.write(value, out)) {
      throw new SnapshotException(
          "State of "
              + value.getClass().getName()
              + ": found no way to write it, required a record, an enum, a String, a primitive, a"
              + " value of java.time, an array, List, Set or Map of these. Register a"
              + " StateSerializer of this class, or keep a record instead.");
    }
    depth--;
  }

  private void writeRecord(Object value) throws SnapshotException {
    RecordShape shape = RecordShape.of(value.getClass());
    out.writeByte(Tag.RECORD);
    if (define(shape.type())) {
      define(shape);
    }
    try {
      for (int i = 0; i < shape.size(); i++) {
        writeComponent(shape.component(i), value);
      }
    } catch (SnapshotException failure) {
      throw failure;
    } catch (Throwable failure) {
      throw new SnapshotException(
          "State of " + shape.type().getName() + ": its components cannot be read: " + failure,
          failure);
    }
  }

  private void writeComponent(RecordShape.Component component, Object value) throws Throwable {
    switch (component.kind()) {
      case BYTE, SHORT, CHAR, INT, LONG ->
          out.writeLong((long) component.accessor().invokeExact(value));
      case DOUBLE -> out.writeDouble((double) component.accessor().invokeExact(value));
      case FLOAT -> out.writeFloat((float) component.accessor().invokeExact(value));
      case BOOLEAN -> out.writeBoolean((boolean) component.accessor().invokeExact(value));
      case VALUE -> write((Object) component.accessor().invokeExact(value));
    }
  }

  private void define(RecordShape shape) throws SnapshotException {
    out.writeString(shape.type().getName());
    out.writeSize(shape.size());
    for (int i = 0; i < shape.size(); i++) {
      RecordShape.Component component = shape.component(i);
      checkContainer(shape, component, List.class, ArrayList.class);
      checkContainer(shape, component, Set.class, LinkedHashSet.class);
      checkContainer(shape, component, Map.class, LinkedHashMap.class);
      out.writeString(component.name());
      out.writeString(component.type().getName());
    }
  }

  /** A component of type {@code TreeMap} would be written, and never be read back. */
  private void checkContainer(
      RecordShape shape, RecordShape.Component component, Class<?> container, Class<?> restored)
      throws SnapshotException {
    Class<?> found = component.type();
    if (container.isAssignableFrom(found)
        && !found.isAssignableFrom(restored)
        && serializers.nearest(found) == null) {
      throw new SnapshotException(
          "State of "
              + shape.type().getName()
              + ": found the component "
              + component
              + ", which would be read back as "
              + restored.getName()
              + "; required one of type "
              + container.getName()
              + ", or a serializer of "
              + found.getName()
              + ".");
    }
  }

  private void writeAll(byte tag, Collection<?> values) throws SnapshotException {
    out.writeByte(tag);
    out.writeSize(values.size());
    for (Object each : values) {
      write(each);
    }
  }

  private void writeMap(Map<?, ?> map) throws SnapshotException {
    out.writeByte(Tag.MAP);
    out.writeSize(map.size());
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      write(entry.getKey());
      write(entry.getValue());
    }
  }

  private void writeArray(Object[] array) throws SnapshotException {
    Class<?> component = array.getClass().getComponentType();
    out.writeByte(Tag.ARRAY);
    // By the array's class: its component's is in use as the key of the records themselves.
    if (define(array.getClass())) {
      out.writeString(component.getName());
    }
    out.writeSize(array.length);
    for (Object each : array) {
      write(each);
    }
  }

  private void writePrediction(Prediction<?> prediction) throws SnapshotException {
    out.writeByte(Tag.PREDICTION);
    write(prediction.sample());
    out.writeLong(prediction.eventTime());
    out.writeInt(prediction.replica());
    out.writeLong(prediction.modelVersion());
    out.writeSize(prediction.size());
    for (int i = 0; i < prediction.size(); i++) {
      out.writeFloat(prediction.value(i));
    }
  }

  private void writeSerialized(Serializers.Registered registered, Object value)
      throws SnapshotException {
    StateSerializer<Object> serializer = registered.serializer();
    out.writeByte(Tag.SERIALIZED);
    if (define(registered.type())) {
      out.writeString(registered.type().getName());
    }
    int lengthAt = out.size();
    out.writeFixedInt(0);
    try {
      serializer.write(value, out.data());
    } catch (IOException | RuntimeException failure) {
      throw new SnapshotException(
          "State of "
              + value.getClass().getName()
              + ": its serializer "
              + serializer.getClass().getName()
              + " failed: "
              + failure,
          failure);
    }
    out.patchFixedInt(lengthAt, out.size() - lengthAt - Integer.BYTES);
  }

  /** Refers to a definition; true if it is new and has to follow. */
  private boolean define(Object defined) {
    Integer known = definitions.get(defined);
    if (known == null) {
      out.writeSize(definitions.size());
      definitions.put(defined, definitions.size());
      return true;
    }
    out.writeSize(known);
    return false;
  }
}
