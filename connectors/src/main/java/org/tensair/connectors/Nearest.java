package org.tensair.connectors;

import java.util.List;

/** The name that was probably meant. */
final class Nearest {

  private Nearest() {}

  /**
   * {@code Did you mean "..."?} with the first of the names that differ least, or nothing if even
   * that one differs in more than half of the wanted characters.
   */
  static String hint(String wanted, List<String> names) {
    String best = names.get(0);
    for (String name : names) {
      if (distance(wanted, name) < distance(wanted, best)) {
        best = name;
      }
    }
    return 2 * distance(wanted, best) > wanted.length() ? "" : " Did you mean \"" + best + "\"?";
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
