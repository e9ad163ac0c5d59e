package org.tensair.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.tensair.api.Mode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads constants by the names of the command line: {@code always-train}. */
final class Choices {

  private Choices() {}

  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <E extends Enum<E>> E parse(Class<E> type, String found) {
    E[] constants = type.getEnumConstants();
    for (E constant : constants) {
      if (name(constant).equals(found)) {
        return constant;
      }
    }
    List<String> names = Arrays.stream(constants).map(Choices::name).toList();
    throw new TypeConversionException(
        "found " + found + ", required " + String.join(", ", names) + Nearest.hint(found, names));
  }

  /** For {@code --mode}. */
  static final class OfMode implements ITypeConverter<Mode> {
    @Override
    public Mode convert(String value) {
      return parse(Mode.class, value);
    }
  }

  /** For {@code --detector}. */
  static final class OfDetector implements ITypeConverter<Detector> {
    @Override
    public Detector convert(String value) {
      return parse(Detector.class, value);
    }
  }

  /** For {@code --plan}. */
  static final class OfPlanForm implements ITypeConverter<PlanForm> {
    @Override
    public PlanForm convert(String value) {
      return parse(PlanForm.class, value);
    }
  }
}
