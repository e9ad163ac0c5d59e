package org.tensair.engine.operator;

import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/**
 * A port as the constant of a class of its own. The JIT compiler follows constants: from {@link
 * #TARGET} through the fields of lambdas, which it trusts to be final, so it knows the exact
 * function and next stage everywhere behind it and inlines them all, whatever other pipelines have
 * run. Without it the calls from stage to stage would go through a table, and every record would be
 * an object on the heap.
 *
 * <p>The class itself is only the form from which hidden classes are made, one for each port.
 */
final class ConstantPort implements Port {

  private static final @Nullable Port TARGET = target();

  /** Used by {@link Maker}. */
  ConstantPort() {}

  private static @Nullable Port target() {
    try {
      return MethodHandles.classData(
          MethodHandles.lookup(), java.lang.constant.ConstantDescs.DEFAULT_NAME, Port.class);
    } catch (IllegalAccessException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  @Override
  public void accept(Object record, long eventTime) {
    if (TARGET != null) {
      TARGET.accept(record, eventTime);
    }
  }

  /** Makes a hidden class for a port; it is unloaded with the port. */
  static final class Maker {

    private static final byte[] FORM = OwnClass.form(ConstantPort.class);

    private Maker() {}

    static Port of(Port port) {
      try {
        MethodHandles.Lookup made =
            MethodHandles.lookup().defineHiddenClassWithClassData(FORM, port, true);
        return (Port) made.lookupClass().getDeclaredConstructor().newInstance();
      } catch (ReflectiveOperationException impossible) {
        throw new IllegalStateException("A port's class cannot be made.", impossible);
      }
    }
  }
}
