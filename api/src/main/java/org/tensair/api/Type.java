package org.tensair.api;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The type of a stream's records, with the arguments that Java erases.
 *
 * <p>Records may be of: records, primitives and their boxes, String, enums, {@code java.time},
 * arrays, {@code List} and {@code Map} of these, and interfaces that these implement; so every
 * runtime can keep them in its state and send them to another process.
 *
 * @param raw the class
 * @param arguments its type arguments, empty where it has none
 */
public record Type<T>(Class<? super T> raw, List<Type<?>> arguments) implements Serializable {

  public Type {
    arguments = List.copyOf(arguments);
  }

  /** A class without type arguments. */
  public static <T> Type<T> of(Class<T> raw) {
    return new Type<>(raw, List.of());
  }

  /** A generic class with its arguments: {@code Type.of(List.class, Type.of(String.class))}. */
  public static <T> Type<T> of(Class<? super T> raw, Type<?>... arguments) {
    return new Type<>(raw, List.of(arguments));
  }

  @Override
  public String toString() {
    return arguments.isEmpty()
        ? raw.getSimpleName()
        : arguments.stream()
            .map(Type::toString)
            .collect(Collectors.joining(", ", raw.getSimpleName() + "<", ">"));
  }
}
