package org.tensair.connectors;

/** Numbers from characters, without making objects of them. */
final class Numbers {

  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };
  private static final int DIGITS_OF_ANY_LONG = 18;

  private Numbers() {}

  /**
   * An optional sign and digits.
   *
   * @throws NumberFormatException if there is anything else, or the number is out of range
   */
  static long parseLong(char[] chars, int from, int to) {
    boolean signed = from < to && (chars[from] == '-' || chars[from] == '+');
    int begin = signed ? from + 1 : from;
    if (begin == to) {
      throw new NumberFormatException();
    }
    if (to - begin > DIGITS_OF_ANY_LONG) {
      return Long.parseLong(new String(chars, from, to - from));
    }
    long value = 0;
    for (int i = begin; i < to; i++) {
      value = 10 * value + digit(chars[i]);
    }
    return signed && chars[from] == '-' ? -value : value;
  }

  /**
   * A decimal number with an optional exponent, or {@code NaN}; rounded to the nearest double.
   *
   * <p>Up to 15 digits and as many behind the point are exact as a quotient of two exact doubles,
   * whose division rounds once (Clinger 1990). Everything else goes to {@link Double#parseDouble}.
   *
   * @throws NumberFormatException if there is anything else
   */
  static double parseDouble(char[] chars, int from, int to) {
    boolean negative = from < to && chars[from] == '-';
    long digits = 0;
    int count = 0;
    int fraction = -1;
    for (int i = negative ? from + 1 : from; i < to; i++) {
      char c = chars[i];
      if (c == '.' && fraction < 0) {
        fraction = count;
      } else if (c >= '0' && c <= '9' && count < 15) {
        digits = 10 * digits + (c - '0');
        count++;
      } else {
        return parseRareDouble(new String(chars, from, to - from));
      }
    }
    if (count == 0) {
      throw new NumberFormatException();
    }
    double value = fraction < 0 ? digits : digits / POWERS_OF_TEN[count - fraction];
    return negative ? -value : value;
  }

  private static double parseRareDouble(String text) {
    // parseDouble also takes surrounding blanks, hexadecimal numbers and suffixes.
    if (!text.equals("NaN") && text.chars().anyMatch(c -> "0123456789+-.eE".indexOf(c) < 0)) {
      throw new NumberFormatException();
    }
    return Double.parseDouble(text);
  }

  private static int digit(char c) {
    if (c < '0' || c > '9') {
      throw new NumberFormatException();
    }
    return c - '0';
  }
}
