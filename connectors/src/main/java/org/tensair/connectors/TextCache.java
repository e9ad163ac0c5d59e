package org.tensair.connectors;

import org.jspecify.annotations.Nullable;

/**
 * Strings made of characters: short ones that come again are the same object, so that keys take no
 * memory per row and compare quickly. One string per slot; another one replaces it.
 */
final class TextCache {

  private static final int SLOTS = 4_096;
  private static final int LONGEST = 24;

  private final @Nullable String[] slots = new String[SLOTS];

  String get(char[] chars, int from, int to) {
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
    int slot = (hash ^ (hash >>> 12)) & (SLOTS - 1);
    String known = slots[slot];
    if (known == null || !equals(known, chars, from, length)) {
      known = new String(chars, from, length);
      slots[slot] = known;
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
