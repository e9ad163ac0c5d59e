package org.tensair.api;

import java.util.Collection;
import java.util.Map;
import java.util.StringJoiner;

/** Writes maps, lists, strings, numbers and truth values as JSON, see RFC 8259. */
final class JsonText {

  private JsonText() {}

  /**
   * On one line.
   *
   * @throws IllegalArgumentException for values of other classes, and numbers that JSON lacks
   */
  static String of(Object value) {
    if (value instanceof Map<?, ?> map) {
      StringJoiner members = new StringJoiner(",", "{", "}");
      map.forEach((key, each) -> members.add(quoted(String.valueOf(key)) + ":" + of(each)));
      return members.toString();
    }
    if (value instanceof Collection<?> elements) {
      StringJoiner array = new StringJoiner(",", "[", "]");
      elements.forEach(each -> array.add(of(each)));
      return array.toString();
    }
    if (value instanceof String string) {
      return quoted(string);
    }
    if (value instanceof Boolean || value instanceof Integer || value instanceof Long) {
      return value.toString();
    }
    throw new IllegalArgumentException(
        "JSON: found "
            + value
            + " of "
            + value.getClass().getName()
            + ", required a map, list, string, integer or truth value.");
  }

  /** A string in quotes, with what must not stand in one escaped. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == '"' || each == '\\') {
        quoted.append('\\').append(each);
      } else if (each < 0x20 || Character.isSurrogate(each)) {
        // Half a pair has no bytes in UTF-8; whole ones are right as escapes, too.
        quoted.append(String.format("\\u%04x", (int) each));
      } else {
        quoted.append(each);
      }
    }
    return quoted.append('"').toString();
  }
}
