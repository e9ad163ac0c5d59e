package org.tensair.api;

/**
 * Categories as rows of an embedding table by feature hashing (Weinberger et al., Feature hashing
 * for large scale multitask learning, 2009): nothing has to be known of the categories beforehand,
 * and all replicas, processes and restarts agree without talking.
 *
 * <p>Two of n categories share one of m rows with probability about n / m each: give m ≥ 8 n.
 */
public final class Categories {

  private Categories() {}

  /**
   * The row of a category.
   *
   * @param rows of the table, at least 1
   * @return from 0 to {@code rows − 1}
   */
  public static int row(String category, int rows) {
    return row(category.hashCode(), rows);
  }

  /** The row of a category that is a number, such as a combination of others. */
  public static int row(int category, int rows) {
    // The finaliser of MurmurHash3: every bit of the result depends on every bit of the category.
    int hash = category;
    hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
    return Math.floorMod(hash ^ (hash >>> 16), rows);
  }
}
