package org.tensair.engine.snapshot;

import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensair.api.Prediction;

/** Reads self-describing values from a {@link StateInput}, in the format of {@link Tag}. */
final class ValueReader {

  /** Collections start no larger than this: that many elements are promised, not yet seen. */
  private static final int FIRST_CAPACITY = 1024;

  private final StateInput in;
  private final Serializers serializers;

  /** Shapes of records, constants of enums, and classes, in the order of their first use. */
  private final List<Object> definitions = new ArrayList<>();

  /** Where the last reference pointed. */
  private int reference;

  private int depth;

  ValueReader(StateInput in, Serializers serializers) {
    this.in = in;
    this.serializers = serializers;
  }

  @Nullable Object read() throws SnapshotException {
    int at = in.position();
    byte tag = in.readByte();
    return switch (tag) {
      case Tag.NULL -> null;
      case Tag.FALSE -> false;
      case Tag.TRUE -> true;
      case Tag.BYTE -> (byte) in.readBetween(Byte.MIN_VALUE, Byte.MAX_VALUE);
      case Tag.SHORT -> (short) in.readBetween(Short.MIN_VALUE, Short.MAX_VALUE);
      case Tag.CHAR -> (char) in.readBetween(Character.MIN_VALUE, Character.MAX_VALUE);
      case Tag.INT -> in.readInt();
      case Tag.LONG -> in.readLong();
      case Tag.FLOAT -> in.readFloat();
      case Tag.DOUBLE -> in.readDouble();
      case Tag.STRING -> in.readString();
      default -> {
        Object array = PrimitiveArrays.read(tag, in);
        yield array == null ? readNested(tag, at) : array;
      }
    };
  }

  private Object readNested(byte tag, int at) throws SnapshotException {
    if (++depth > Tag.MAX_DEPTH) {
      throw in.corrupt(
          at, "values more than " + Tag.MAX_DEPTH + " deep in each other", "at most as many");
    }
    Object value =
        switch (tag) {
          case Tag.RECORD -> readRecord(at);
          case Tag.ENUM -> readConstant(at);
          case Tag.LIST -> readAll(new ArrayList<>());
          case Tag.SET -> readSet(at);
          case Tag.MAP -> readMap(at);
          case Tag.ARRAY -> readArray(at);
          case Tag.TIME -> TimeValues.read(in);
          case Tag.PREDICTION -> readPrediction(at);
          case Tag.SERIALIZED -> readSerialized(at);
          default -> throw in.corrupt(at, "the unknown tag " + tag, "the start of a value");
        };
    depth--;
    return value;
  }

  private Object readRecord(int at) throws SnapshotException {
    RecordShape shape = isDefined() ? defined(RecordShape.class, at) : define(readShape());
    @Nullable Object[] values = new @Nullable Object[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = readComponent(shape.component(i).kind());
    }
    try {
      return shape.make(values);
    } catch (Throwable refused) {
      throw in.corrupt(
          at,
          "components that " + shape.type().getName() + " refuses",
          "those it was written with",
          refused);
    }
  }

  private @Nullable Object readComponent(RecordShape.Kind kind) throws SnapshotException {
    return switch (kind) {
      case BOOLEAN -> in.readBoolean();
      case BYTE -> (byte) in.readBetween(Byte.MIN_VALUE, Byte.MAX_VALUE);
      case SHORT -> (short) in.readBetween(Short.MIN_VALUE, Short.MAX_VALUE);
      case CHAR -> (char) in.readBetween(Character.MIN_VALUE, Character.MAX_VALUE);
      case INT -> in.readInt();
      case LONG -> in.readLong();
      case FLOAT -> in.readFloat();
      case DOUBLE -> in.readDouble();
      case VALUE -> read();
    };
  }

  private RecordShape readShape() throws SnapshotException {
    int at = in.position();
    Class<?> type = readClass();
    int size = in.readSize(2);
    StringBuilder found = new StringBuilder("(");
    for (int i = 0; i < size; i++) {
      String name = in.readString();
      found.append(i == 0 ? "" : ", ").append(in.readString()).append(' ').append(name);
    }
    found.append(')');
    if (!type.isRecord()) {
      throw in.corrupt(at, type.getName() + ", which is no record now", "the record " + found);
    }
    RecordShape shape = RecordShape.of(type);
    if (!shape.toString().contentEquals(found)) {
      throw in.corrupt(
          at,
          "the record " + type.getName() + found,
          shape
              + " as in the class now; write new components to a record of another name, or start"
              + " without this state");
    }
    return shape;
  }

  private Object readConstant(int at) throws SnapshotException {
    if (isDefined()) {
      return defined(Enum.class, at);
    }
    Class<?> type = readClass();
    String name = in.readString();
    Object[] constants = type.getEnumConstants();
    if (constants == null) {
      throw in.corrupt(at, type.getName() + ", which is no enum now", "an enum that has " + name);
    }
    for (Object each : constants) {
      if (((Enum<?>) each).name().equals(name)) {
        return define(each);
      }
    }
    throw in.corrupt(
        at,
        "the constant " + name + " of " + type.getName(),
        "one that the enum has now: " + List.of(constants));
  }

  private <C extends Collection<@Nullable Object>> C readAll(C values) throws SnapshotException {
    int size = in.readSize(1);
    if (values instanceof ArrayList<?> list) {
      list.ensureCapacity(Math.min(size, FIRST_CAPACITY));
    }
    for (int i = 0; i < size; i++) {
      values.add(read());
    }
    return values;
  }

  private Object readSet(int at) throws SnapshotException {
    List<@Nullable Object> values = readAll(new ArrayList<>());
    LinkedHashSet<@Nullable Object> set = new LinkedHashSet<>(values);
    if (set.size() != values.size()) {
      throw in.corrupt(at, "a value twice in a set", "different ones");
    }
    return set;
  }

  private Object readMap(int at) throws SnapshotException {
    int size = in.readSize(2);
    Map<@Nullable Object, @Nullable Object> map =
        new LinkedHashMap<>(2 * Math.min(size, FIRST_CAPACITY));
    for (int i = 0; i < size; i++) {
      map.put(read(), read());
    }
    if (map.size() != size) {
      throw in.corrupt(at, "a key twice in a map", "different ones");
    }
    return map;
  }

  private Object readArray(int at) throws SnapshotException {
    Class<?> component = isDefined() ? defined(Class.class, at) : define(readClass());
    List<@Nullable Object> values = readAll(new ArrayList<>());
    try {
      return values.toArray((@Nullable Object[]) Array.newInstance(component, 0));
    } catch (ArrayStoreException | IllegalArgumentException unfit) {
      throw in.corrupt(
          at, "elements that an array cannot hold", "those of " + component.getName(), unfit);
    }
  }

  private Object readPrediction(int at) throws SnapshotException {
    Object sample = read();
    if (sample == null) {
      throw in.corrupt(at, "a prediction of nothing", "one of a sample");
    }
    long eventTime = in.readLong();
    int replica = in.readInt();
    long modelVersion = in.readLong();
    float[] outputs = new float[in.readSize(Float.BYTES)];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = in.readFloat();
    }
    return new Prediction<>(sample, eventTime, replica, modelVersion, outputs);
  }

  private Object readSerialized(int at) throws SnapshotException {
    Class<?> type = isDefined() ? defined(Class.class, at) : define(readClass());
    Serializers.Registered registered = serializers.of(type);
    if (registered == null) {
      throw in.corrupt(
          at,
          "a " + type.getName() + " and no serializer of it",
          "the one it was written with: register it again");
    }
    int before = in.limit(in.readFixedInt());
    Object value;
    try {
      value = registered.serializer().read(new DataInputStream(in.stream()));
    } catch (IOException | RuntimeException failure) {
      throw in.corrupt(
          at,
          "bytes that the serializer of " + type.getName() + " cannot read",
          "those it wrote",
          failure);
    }
    if (in.hasMore()) {
      throw in.corrupt(
          in.position(),
          "bytes that the serializer of " + type.getName() + " left",
          "that it reads all it wrote");
    }
    in.unlimit(before);
    return value;
  }

  /** Whether the definition that is referred to is known; if not, it follows. */
  private boolean isDefined() throws SnapshotException {
    reference = in.readIndex(definitions.size());
    return reference < definitions.size();
  }

  private <T> T define(T definition) {
    definitions.add(definition);
    return definition;
  }

  private <T> T defined(Class<T> kind, int at) throws SnapshotException {
    Object definition = definitions.get(reference);
    if (!kind.isInstance(definition)) {
      throw in.corrupt(at, "a reference to " + definition, "one to a " + kind.getSimpleName());
    }
    return kind.cast(definition);
  }

  private Class<?> readClass() throws SnapshotException {
    int at = in.position();
    String name = in.readString();
    try {
      return Class.forName(name, false, Thread.currentThread().getContextClassLoader());
    } catch (ClassNotFoundException | LinkageError gone) {
      throw in.corrupt(
          at,
          "the class " + name + ", which is not on the class path",
          "it: keep the class under its name, or start without this state",
          gone);
    }
  }
}
