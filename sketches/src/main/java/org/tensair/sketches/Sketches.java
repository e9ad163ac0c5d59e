package org.tensair.sketches;

import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.memory.Memory;
import org.tensair.api.Aggregate;
import org.tensair.api.DoubleSelector;
import org.tensair.api.KeySelector;

/**
 * Aggregates for what has no exact answer in little memory. Their state is bounded however many
 * rows a window holds, parts of a window merge, and the error is part of the result. None is
 * invertible, so they suit windows that are folded in parts better than a {@code last} of many
 * rows.
 *
 * <pre>{@code
 * departures.lookup(flights, on(Departure::origin, Flight::origin),
 *     last(ofHours(2), Sketches.distinct(Flight::tail)), Sample::withPlanes)
 * }</pre>
 *
 * <p>They run on the Java versions that Apache DataSketches 6 knows: 17 and 21.
 */
public final class Sketches {

  /** See {@link #distinct(KeySelector, int)}. */
  public static final int DEFAULT_LG_K = 12;

  private Sketches() {}

  /** {@link #distinct(KeySelector, int)} with {@link #DEFAULT_LG_K}. */
  public static <T, K> Aggregate<T, HllSketch, Distinct> distinct(KeySelector<T, K> item) {
    return distinct(item, DEFAULT_LG_K);
  }

  /**
   * How many different items the rows have, by HyperLogLog (Flajolet, Fusy, Gandouet and Meunier
   * 2007). An item is a String, an integer, a character, a boolean, an enum (by name) or a record
   * of these; integers are compared by value, whatever their width. The estimate depends on which
   * items there were, and not on their order or on how the rows were split.
   *
   * @param lgK log2 of the number of registers, of a byte each, 4 to 21. The relative standard
   *     error is 1.04 / √2<sup>lgK</sup>: 1.6 % in 4 KiB for 12, 0.8 % in 16 KiB for 14. From 8 on,
   *     items up to 3/32 of the registers (384 for 12) take less memory and are counted almost
   *     exactly.
   * @throws IllegalArgumentException if {@code lgK} is out of range; from {@code add}, if an item
   *     is of another class
   * @throws IllegalStateException if DataSketches does not run on this Java version
   */
  public static <T, K> Aggregate<T, HllSketch, Distinct> distinct(KeySelector<T, K> item, int lgK) {
    requireSupportedJava();
    return new DistinctOf<>(item, lgK);
  }

  /**
   * Count, minimum, maximum and the values of {@code ranks}, by a KLL sketch (Karnin, Lang and
   * Liberty 2016) of parameter 200: about 5 KB, and a rank error of at most 1.33 % with a
   * confidence of 99 %. Up to 200 rows the values are exact. What a full sketch drops is drawn at
   * random, so that two runs over the same rows may differ within that error.
   *
   * <p>As in {@link org.tensair.api.Aggregates}, NaN is left out and an infinite value refused with
   * {@link IllegalArgumentException}.
   *
   * @param ranks shares of the rows, 0 to 1: 0.5 asks for the median, the least value that at least
   *     half of the rows do not exceed
   * @throws IllegalArgumentException if there are no ranks, or one is out of range
   * @throws IllegalStateException if DataSketches does not run on this Java version
   */
  public static <T> Aggregate<T, KllDoublesSketch, Quantiles> quantiles(
      DoubleSelector<T> value, double... ranks) {
    requireSupportedJava();
    return new QuantilesOf<>(value, ranks);
  }

  /** Fails now rather than at the first result: the library checks when it first reads memory. */
  private static void requireSupportedJava() {
    try {
      Memory.wrap(new byte[1]);
    } catch (LinkageError refused) {
      throw new IllegalStateException(
          "Sketches: found Java "
              + Runtime.version().feature()
              + ", required 17 or 21, on which Apache DataSketches runs. Use one of these, or an"
              + " exact aggregate.",
          refused);
    }
  }
}
