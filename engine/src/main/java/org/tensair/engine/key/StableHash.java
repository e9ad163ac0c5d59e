package org.tensair.engine.key;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;

/**
 * A hash of keys that is the same in every process: of Strings, integers, characters, booleans,
 * enums (by name) and records of these. Other objects may hash by identity, so they are refused.
 */
public final class StableHash {

  /** How many groups the keys are dealt out to; fixed in snapshots. */
  public static final int GROUPS = 128;

  private static final ClassValue<MethodHandle[]> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected MethodHandle[] computeValue(Class<?> type) {
          return accessors(type);
        }
      };

  private StableHash() {}

  /**
   * The hash, all of whose bits depend on all of the key.
   *
   * @throws IllegalArgumentException if the key has no stable hash
   */
  public static int of(Object key) {
    return mixed(hash(key));
  }

  /** The key group, 0 to 127: what moves between workers as one. */
  public static int group(Object key) {
    return of(key) >>> 25;
  }

  /** Which of {@code workers} owns a key group. */
  public static int owner(int group, int workers) {
    return group * workers / GROUPS;
  }

  private static int hash(Object key) {
    if (key instanceof String
        || key instanceof Integer
        || key instanceof Long
        || key instanceof Short
        || key instanceof Byte
        || key instanceof Character
        || key instanceof Boolean) {
      // These hashes are specified.
      return key.hashCode();
    }
    if (key instanceof Enum<?> constant) {
      return constant.name().hashCode();
    }
    if (key instanceof Record) {
      int hash = 0;
      for (MethodHandle accessor : COMPONENTS.get(key.getClass())) {
        hash = 31 * hash + hash(component(accessor, key));
      }
      return hash;
    }
    throw new IllegalArgumentException(
        "Key: found a "
            + key.getClass().getName()
            + ", required a String, an integer, an enum or a record of these.");
  }

  private static Object component(MethodHandle accessor, Object key) {
    Object value;
    try {
      value = (Object) accessor.invokeExact(key);
    } catch (Throwable failure) {
      throw new IllegalArgumentException(
          "Key of type " + key.getClass().getName() + ": a component cannot be read.", failure);
    }
    if (value == null) {
      throw new IllegalArgumentException("Key " + key + ": found a null component, required none.");
    }
    return value;
  }

  private static MethodHandle[] accessors(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    MethodHandle[] accessors = new MethodHandle[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        Method accessor = components[i].getAccessor();
        accessor.setAccessible(true);
        accessors[i] =
            MethodHandles.lookup()
                .unreflect(accessor)
                .asType(MethodType.methodType(Object.class, Object.class));
      }
    } catch (IllegalAccessException | RuntimeException hidden) {
      throw new IllegalArgumentException(
          "Key of type " + type.getName() + ": its components cannot be read. Open its package.",
          hidden);
    }
    return accessors;
  }

  /** The finalizer of MurmurHash3: consecutive numbers would else go to replicas in turn. */
  private static int mixed(int hash) {
    int h = hash;
    h = (h ^ (h >>> 16)) * 0x85ebca6b;
    h = (h ^ (h >>> 13)) * 0xc2b2ae35;
    return h ^ (h >>> 16);
  }
}
