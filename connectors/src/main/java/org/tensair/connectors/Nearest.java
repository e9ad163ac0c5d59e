package org.tensair.connectors;

import java.util.List;

/** The name that was probably meant. */
final class Nearest {

  private Nearest() {}

  /** The first of {@code names} with the least edit distance to {@code wanted}. */
  static String to(String wanted, List<String> names) {
    String best = names.get(0);
    for (String name : names) {
      if (distance(wanted, name) < distance(wanted, best)) {
        best = name;
      }
    }
    return best;
  }

  /** Insertions, deletions and replacements of characters (Levenshtein 1966). */
  private static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[right.length()];
  }
}
