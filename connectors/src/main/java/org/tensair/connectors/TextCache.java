package org.tensair.connectors;

import org.jspecify.annotations.Nullable;

/**
 * Strings made of characters: short ones that come again, from whichever file, are the same object,
 * so that keys take no memory per row and compare quickly. One string per slot; another one
 * replaces it.
 *
 * <p>Thread-safe without a lock: strings are immutable, and a reader that misses what another one
 * has just put there makes its own.
 */
final class TextCache {

  private static final int SLOTS = 16_384;
  private static final int LONGEST = 24;

  private static final @Nullable String[] CACHED = new String[SLOTS];

  private TextCache() {}

  static String get(char[] chars, int from, int to) {
    int length = to - from;
    if (length == 0) {
      return "";
    }
    if (length > LONGEST) {
      return new String(chars, from, length);
    }
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + chars[i];
    }
    int slot = (hash ^ (hash >>> 14)) & (SLOTS - 1);
    String known = CACHED[slot];
    if (known == null || !equals(known, chars, from, length)) {
      known = new String(chars, from, length);
      CACHED[slot] = known;
    }
    return known;
  }

  private static boolean equals(String known, char[] chars, int from, int length) {
    if (known.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (known.charAt(i) != chars[from + i]) {
        return false;
      }
    }
    return true;
  }
}
