package org.tensair.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

  private static final long SEED = 20_130_101;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "7",
        "-12.5",
        "1e3",
        "1.5E-7",
        ".5",
        "5.",
        "0.1",
        "1012.6",
        "+2.5",
        "123456789012345",
        "1234567890123456",
        "0.000000000000001",
        "0.0000000000000001",
        "9007199254740993",
        "4.9e-324",
        "1.7976931348623157e308",
        "NaN"
      })
  void decimalsAreThoseOfTheJdk(String text) {
    assertThat(Double.valueOf(parseDouble(text))).isEqualTo(Double.valueOf(text));
  }

  @Test
  void randomDecimalsAreThoseOfTheJdk() {
    Random random = new Random(SEED);
    for (int i = 0; i < 10_000; i++) {
      String text =
          String.format(
              Locale.ROOT,
              "%." + random.nextInt(12) + "f",
              random.nextGaussian() * Math.pow(10, random.nextInt(9)));
      assertThat(parseDouble(text)).as(text).isEqualTo(Double.parseDouble(text));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-", ".", "1.2.3", "1,5", "12f", "0x1p3", " 1", "1 ", "one", "--1", "Infinity"})
  void otherTextsAreNoDecimals(String text) {
    assertThatThrownBy(() -> parseDouble(text)).isInstanceOf(NumberFormatException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "+42",
        "123456789012345678",
        "9223372036854775807",
        "-9223372036854775808"
      })
  void integersAreThoseOfTheJdk(String text) {
    assertThat(parseLong(text)).isEqualTo(Long.parseLong(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "+", "1.0", "1e3", " 1", "9223372036854775808", "one"})
  void otherTextsAreNoIntegers(String text) {
    assertThatThrownBy(() -> parseLong(text)).isInstanceOf(NumberFormatException.class);
  }

  /** In the middle of other characters, as in a row. */
  private static double parseDouble(String text) {
    return Numbers.parseDouble(("9" + text + "9").toCharArray(), 1, 1 + text.length());
  }

  private static long parseLong(String text) {
    return Numbers.parseLong(("9" + text + "9").toCharArray(), 1, 1 + text.length());
  }
}
