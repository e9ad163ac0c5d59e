package org.tensair.api;

import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Result types of the functions that users give. A lambda or method reference tells its own in its
 * serialized form; a named or anonymous class in the interface that it declares.
 *
 * <p>What Java erases comes back as {@code Object} or without its type arguments, which {@link
 * RecordTypes} then reports.
 */
final class LambdaTypes {

  private static final Type<?> ERASED = Type.of(Object.class);

  private LambdaTypes() {}

  /**
   * The result type of {@code function}. It is the last type parameter of the function's interface,
   * as in {@link MapFunction}, {@link JoinFunction} and {@link KeySelector}.
   */
  static Type<?> resultOf(Object function) {
    SerializedLambda lambda = serialized(function);
    return lambda == null
        ? declaredResult(function.getClass())
        : lambdaResult(lambda, function.getClass().getClassLoader());
  }

  /** The result type of an aggregate, as its class declares it. */
  static Type<?> resultOfAggregate(Aggregate<?, ?, ?> aggregate) {
    return argumentOf(aggregate.getClass(), List.of(), Aggregate.class, 2);
  }

  /**
   * The type of a keyed function's results, as its class declares it; a lambda returns its state.
   */
  static Type<?> resultOfKeyed(KeyedFunction<?, ?, ?, ?> function) {
    return argumentOf(function.getClass(), List.of(), KeyedFunction.class, 3);
  }

  /** What the stage of an asynchronous function completes with. */
  static Type<?> resultOfAsync(AsyncFunction<?, ?> function) {
    Type<?> stage = resultOf(function);
    return stage.arguments().size() == 1 ? stage.arguments().get(0) : ERASED;
  }

  /** The argument that {@code type} gives, by itself or a supertype, to {@code wanted}. */
  private static Type<?> argumentOf(
      Class<?> type, List<Type<?>> arguments, Class<?> wanted, int index) {
    if (type == wanted) {
      return index < arguments.size() ? arguments.get(index) : ERASED;
    }
    List<java.lang.reflect.Type> supertypes = new ArrayList<>(List.of(type.getGenericInterfaces()));
    if (type.getGenericSuperclass() != null) {
      supertypes.add(type.getGenericSuperclass());
    }
    Type<?> owner = new Type<>(type, arguments);
    for (java.lang.reflect.Type each : supertypes) {
      Type<?> supertype = typeOf(each, owner);
      if (wanted.isAssignableFrom(supertype.raw())) {
        return argumentOf(supertype.raw(), supertype.arguments(), wanted, index);
      }
    }
    return ERASED;
  }

  private static @Nullable SerializedLambda serialized(Object function) {
    try {
      Method writeReplace = function.getClass().getDeclaredMethod("writeReplace");
      writeReplace.setAccessible(true);
      return writeReplace.invoke(function) instanceof SerializedLambda lambda ? lambda : null;
    } catch (ReflectiveOperationException notALambda) {
      return null;
    }
  }

  private static Type<?> lambdaResult(SerializedLambda lambda, ClassLoader loader) {
    Class<?> erased =
        MethodType.fromMethodDescriptorString(lambda.getInstantiatedMethodType(), loader)
            .returnType();
    if (erased == void.class) {
      return ERASED; // A FlatMapFunction gives its results to an argument.
    }
    if (erased.getTypeParameters().length == 0) {
      return Type.of(erased);
    }
    // A method reference leads to a method whose declaration still has the type arguments.
    MethodType implementation =
        MethodType.fromMethodDescriptorString(lambda.getImplMethodSignature(), loader);
    try {
      Class<?> owner = Class.forName(lambda.getImplClass().replace('/', '.'), false, loader);
      Type<?> declared =
          typeOf(
              owner
                  .getDeclaredMethod(lambda.getImplMethodName(), implementation.parameterArray())
                  .getGenericReturnType(),
              ERASED);
      return declared.raw() == erased ? declared : Type.of(erased);
    } catch (ReflectiveOperationException inheritedOrConstructor) {
      return Type.of(erased);
    }
  }

  private static Type<?> declaredResult(Class<?> function) {
    for (java.lang.reflect.Type each : function.getGenericInterfaces()) {
      if (each instanceof ParameterizedType declared
          && declared.getRawType() instanceof Class<?> raw
          && raw.getPackage() == LambdaTypes.class.getPackage()) {
        java.lang.reflect.Type[] arguments = declared.getActualTypeArguments();
        return typeOf(arguments[arguments.length - 1], ERASED);
      }
    }
    return ERASED;
  }

  /**
   * Ours for Java's. A type variable of {@code owner} becomes its argument, a wildcard its bound;
   * other type variables and arrays of generics become {@code Object}.
   */
  static Type<?> typeOf(java.lang.reflect.Type type, Type<?> owner) {
    if (type instanceof Class<?> raw) {
      return Type.of(raw);
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
      List<Type<?>> arguments = new ArrayList<>();
      for (java.lang.reflect.Type argument : generic.getActualTypeArguments()) {
        arguments.add(typeOf(argument, owner));
      }
      return new Type<>(raw, arguments);
    }
    if (type instanceof WildcardType wildcard) {
      return typeOf(wildcard.getUpperBounds()[0], owner);
    }
    int parameter = Arrays.asList(owner.raw().getTypeParameters()).indexOf(type);
    return parameter < 0 || parameter >= owner.arguments().size()
        ? ERASED
        : owner.arguments().get(parameter);
  }
}
