package org.tensair.engine.snapshot;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * How the records of a class are taken apart and put together again. Immutable, one for each class.
 */
final class RecordShape {

  /** What a component is written as. */
  enum Kind {
    BOOLEAN(boolean.class, boolean.class),
    BYTE(byte.class, long.class),
    SHORT(short.class, long.class),
    CHAR(char.class, long.class),
    INT(int.class, long.class),
    LONG(long.class, long.class),
    FLOAT(float.class, float.class),
    DOUBLE(double.class, double.class),
    VALUE(Object.class, Object.class);

    private final Class<?> type;

    /** What the accessor gives. */
    private final Class<?> read;

    Kind(Class<?> type, Class<?> read) {
      this.type = type;
      this.read = read;
    }

    static Kind of(Class<?> type) {
      return Arrays.stream(values()).filter(kind -> kind.type == type).findFirst().orElse(VALUE);
    }
  }

  /**
   * A component.
   *
   * @param accessor from Object to {@code long} for all integers and characters, else to {@code
   *     boolean}, {@code float}, {@code double} or {@code Object}
   */
  record Component(String name, Class<?> type, Kind kind, MethodHandle accessor) {
    /** As in code: {@code double[] sums}, with the class's full name. */
    @Override
    public String toString() {
      return type.getName() + " " + name;
    }
  }

  private static final ClassValue<RecordShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
          return new RecordShape(type);
        }
      };

  private final Class<?> type;
  private final Component[] components;
  private final MethodHandle constructor;

  private RecordShape(Class<?> type) {
    this.type = type;
    RecordComponent[] declared = type.getRecordComponents();
    this.components = new Component[declared.length];
    Class<?>[] types = new Class<?>[declared.length];
    try {
      for (int i = 0; i < declared.length; i++) {
        types[i] = declared[i].getType();
        Kind kind = Kind.of(types[i]);
        Method accessor = declared[i].getAccessor();
        accessor.setAccessible(true);
        components[i] =
            new Component(
                declared[i].getName(),
                types[i],
                kind,
                MethodHandles.lookup()
                    .unreflect(accessor)
                    .asType(MethodType.methodType(kind.read, Object.class)));
      }
      Constructor<?> canonical = type.getDeclaredConstructor(types);
      canonical.setAccessible(true);
      this.constructor =
          MethodHandles.lookup()
              .unreflectConstructor(canonical)
              .asFixedArity()
              .asSpreader(Object[].class, declared.length)
              .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException | InaccessibleObjectException hidden) {
      throw new IllegalArgumentException(
          "its components cannot be reached. Open its package to org.tensair.engine.", hidden);
    }
  }

  /**
   * The shape of a record class.
   *
   * @throws SnapshotException if its components cannot be reached or never be read back
   */
  static RecordShape of(Class<?> type) throws SnapshotException {
    try {
      return SHAPES.get(type);
    } catch (IllegalArgumentException refused) {
      throw new SnapshotException(
          "State of " + type.getName() + ": " + refused.getMessage(), refused);
    }
  }

  Class<?> type() {
    return type;
  }

  int size() {
    return components.length;
  }

  Component component(int index) {
    return components[index];
  }

  /** A record of these components, boxed. */
  Object make(Object[] values) throws Throwable {
    return (Object) constructor.invokeExact(values);
  }

  /** What a snapshot must have of it: {@code (long key, [D sums)}. */
  @Override
  public String toString() {
    return Arrays.stream(components)
        .map(Component::toString)
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
