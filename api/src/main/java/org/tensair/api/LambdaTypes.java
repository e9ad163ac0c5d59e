package org.tensair.api;

import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;

/** Result types of serializable lambdas and method references, read from their serialized form. */
final class LambdaTypes {

  private LambdaTypes() {}

  /**
   * The result type, or {@code Object} if {@code function} is no lambda or its result is erased.
   */
  static Type<?> resultOf(Object function) {
    try {
      Method writeReplace = function.getClass().getDeclaredMethod("writeReplace");
      writeReplace.setAccessible(true);
      if (writeReplace.invoke(function) instanceof SerializedLambda lambda) {
        return Type.of(
            MethodType.fromMethodDescriptorString(
                    lambda.getInstantiatedMethodType(), function.getClass().getClassLoader())
                .returnType());
      }
    } catch (ReflectiveOperationException notALambda) {
      // A named class: its result type is asked for with .as(...).
    }
    return Type.of(Object.class);
  }
}
