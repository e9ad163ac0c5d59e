package org.tensair.api;

import java.io.Serializable;
import java.util.List;

/**
 * The type of a stream's records, with the arguments that Java erases.
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
        : raw.getSimpleName() + arguments.toString().replace('[', '<').replace(']', '>');
  }
}
