package org.tensair.api;

import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which types streams and keys may have. A type is refused if no runtime could write its values to
 * a snapshot or send them to another process, and a key also if its hash could differ between two
 * processes.
 */
final class RecordTypes {

  private static final Set<Class<?>> EXACT =
      Set.of(Integer.class, Long.class, Short.class, Byte.class, Character.class, Boolean.class);

  private static final Set<Class<?>> CONTAINERS = Set.of(List.class, Map.class, Prediction.class);

  private RecordTypes() {}

  /**
   * Why streams may not have {@code type}: what was found; null if they may.
   *
   * @param registered classes that have a serializer
   */
  static @Nullable String problemOf(Type<?> type, Set<Class<?>> registered) {
    Set<Type<?>> fine = new HashSet<>();
    registered.forEach(each -> fine.add(Type.of(each)));
    return problemOfUnseen(type, fine);
  }

  /** Why keys may not have {@code type}: what was found; null if they may. */
  static @Nullable String problemOfKey(Type<?> type) {
    Class<?> raw = type.raw();
    if (raw == String.class
        || raw.isEnum()
        || EXACT.contains(raw)
        || (raw.isPrimitive() && raw != double.class && raw != float.class)) {
      return null;
    }
    if (!raw.isRecord()) {
      return raw == Object.class ? "a key whose type Java erases" : "a key of type " + type;
    }
    for (RecordComponent component : raw.getRecordComponents()) {
      String problem = problemOfKey(LambdaTypes.typeOf(component.getGenericType(), type));
      if (problem != null) {
        return problem + " in " + raw.getSimpleName() + "." + component.getName();
      }
    }
    return null;
  }

  /** {@code seen}: types that are fine or being looked at, since records may contain themselves. */
  private static @Nullable String problemOfUnseen(Type<?> type, Set<Type<?>> seen) {
    Class<?> raw = type.raw();
    if (!seen.add(type) || isValue(raw)) {
      return null;
    }
    if (raw == Object.class) {
      return "a type that Java erases";
    }
    if (raw.isArray()) {
      return problemOfUnseen(Type.of(raw.getComponentType()), seen);
    }
    if (type.arguments().size() != raw.getTypeParameters().length) {
      return "the type " + type + " whose arguments Java erases";
    }
    for (Type<?> argument : type.arguments()) {
      String problem = problemOfUnseen(argument, seen);
      if (problem != null) {
        return problem + " in " + type;
      }
    }
    if (raw.isRecord()) {
      return problemOfComponents(type, seen);
    }
    if (CONTAINERS.contains(raw)) {
      return null;
    }
    if (raw.isInterface()) {
      return problemOfInterface(type, seen);
    }
    return "the class " + type;
  }

  private static @Nullable String problemOfComponents(Type<?> type, Set<Type<?>> seen) {
    for (RecordComponent component : type.raw().getRecordComponents()) {
      String problem = problemOfUnseen(LambdaTypes.typeOf(component.getGenericType(), type), seen);
      if (problem != null) {
        return problem + " in " + type.raw().getSimpleName() + "." + component.getName();
      }
    }
    return null;
  }

  /** An open interface says nothing of its values; what a sealed one permits can be looked at. */
  private static @Nullable String problemOfInterface(Type<?> type, Set<Type<?>> seen) {
    if (type.raw().isAnnotationPresent(FunctionalInterface.class)) {
      return "the function type " + type;
    }
    if (type.raw().isSealed()) {
      for (Class<?> permitted : type.raw().getPermittedSubclasses()) {
        String problem = problemOfUnseen(new Type<>(permitted, type.arguments()), seen);
        if (problem != null) {
          return problem + " permitted by " + type;
        }
      }
    }
    return null;
  }

  private static boolean isValue(Class<?> raw) {
    return raw.isPrimitive()
        || raw.isEnum()
        || raw == String.class
        || EXACT.contains(raw)
        || raw == Double.class
        || raw == Float.class
        || raw.getPackageName().equals("java.time");
  }
}
