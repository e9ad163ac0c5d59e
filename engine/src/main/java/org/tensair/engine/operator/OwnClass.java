package org.tensair.engine.operator;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;

/**
 * Copies of a port's code, each with a class of its own. The JIT compiler takes a method that calls
 * itself for recursion, and inlines it but once, even where it is the same code for two stages in a
 * row, and each has its own functions. The methods of copies are different ones to it.
 *
 * <p>A form of a port has final fields only, which the compiler trusts in hidden classes, and one
 * constructor. It is not a record: the methods that a record is given name its class.
 */
final class OwnClass {

  private static final ClassValue<byte[]> FORMS =
      new ClassValue<>() {
        @Override
        protected byte[] computeValue(Class<?> type) {
          return form(type);
        }
      };

  private OwnClass() {}

  /**
   * A port of the form's code.
   *
   * @param form a class of this module
   * @param values that its constructor takes
   */
  static Port of(Class<? extends Port> form, Object... values) {
    try {
      Class<?> own =
          MethodHandles.privateLookupIn(form, MethodHandles.lookup())
              .defineHiddenClass(FORMS.get(form), true, MethodHandles.Lookup.ClassOption.NESTMATE)
              .lookupClass();
      Constructor<?> constructor = own.getDeclaredConstructors()[0];
      constructor.setAccessible(true);
      return (Port) constructor.newInstance(values);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(
          "A class of the form " + form.getName() + " cannot be made.", impossible);
    }
  }

  /** The bytes of a class of the engine. */
  static byte[] form(Class<?> type) {
    String file = type.getName().substring(type.getPackageName().length() + 1) + ".class";
    try (InputStream in = type.getResourceAsStream(file)) {
      if (in == null) {
        throw new IOException(file + " is not beside the engine's other classes.");
      }
      return in.readAllBytes();
    } catch (IOException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
