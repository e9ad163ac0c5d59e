package org.tensair.sketches;

import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;
import org.apache.datasketches.memory.Memory;
import org.tensair.api.Aggregate;
import org.tensair.api.KeySelector;
import org.tensair.api.StateSerializer;

/**
 * See {@link Sketches#distinct(KeySelector, int)}. Registers of a byte, which is what a union works
 * with; those of 4 bits would halve the memory and be converted at each merge.
 */
final class DistinctOf<T, K> implements Aggregate<T, HllSketch, Distinct> {

  private static final TgtHllType REGISTERS = TgtHllType.HLL_8;
  private static final int DEVIATIONS = 2;

  private final KeySelector<T, K> item;
  private final int lgK;

  DistinctOf(KeySelector<T, K> item, int lgK) {
    if (lgK < 4 || lgK > 21) {
      throw new IllegalArgumentException(
          "Sketches.distinct: found lgK = " + lgK + ", required 4 to 21.");
    }
    this.item = item;
    this.lgK = lgK;
  }

  @Override
  public HllSketch create() {
    return new HllSketch(lgK, REGISTERS);
  }

  @Override
  public HllSketch add(HllSketch sketch, T row) throws Exception {
    sketch.update(ItemBytes.of(item.keyOf(row)));
    return sketch;
  }

  @Override
  public HllSketch merge(HllSketch left, HllSketch right) {
    return union(left, right).getResult(REGISTERS);
  }

  /**
   * From the sketch united with itself: a sketch that was never merged has a better estimate (0.83
   * in the place of 1.04), but one that depends on the order of the rows, and is lost when parts
   * are merged. Runtimes that split a window differently would then disagree.
   */
  @Override
  public Distinct result(HllSketch sketch) {
    Union union = union(sketch, sketch);
    return new Distinct(
        union.getEstimate(), union.getLowerBound(DEVIATIONS), union.getUpperBound(DEVIATIONS));
  }

  private Union union(HllSketch left, HllSketch right) {
    Union union = new Union(lgK);
    union.update(left);
    union.update(right);
    return union;
  }

  @Override
  public StateSerializer<HllSketch> accumulatorSerializer() {
    return new SketchSerializer<>(
        HllSketch::toCompactByteArray, bytes -> HllSketch.heapify(Memory.wrap(bytes)));
  }
}
