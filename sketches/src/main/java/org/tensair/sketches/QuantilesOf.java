package org.tensair.sketches;

import java.util.Arrays;
import java.util.Collections;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.memory.Memory;
import org.tensair.api.Aggregate;
import org.tensair.api.DoubleSelector;
import org.tensair.api.StateSerializer;

/** See {@link Sketches#quantiles}. */
final class QuantilesOf<T> implements Aggregate<T, KllDoublesSketch, Quantiles> {

  private static final int K = 200;

  private final DoubleSelector<T> selector;
  private final double[] ranks;

  QuantilesOf(DoubleSelector<T> selector, double... ranks) {
    if (ranks.length == 0 || !Arrays.stream(ranks).allMatch(rank -> rank >= 0 && rank <= 1)) {
      throw new IllegalArgumentException(
          "Sketches.quantiles: found ranks "
              + Arrays.toString(ranks)
              + ", required at least one, each from 0 to 1, as 0.5 for the median.");
    }
    this.selector = selector;
    this.ranks = ranks.clone();
  }

  @Override
  public KllDoublesSketch create() {
    return KllDoublesSketch.newHeapInstance(K);
  }

  @Override
  public KllDoublesSketch add(KllDoublesSketch sketch, T row) throws Exception {
    double value = selector.valueOf(row);
    if (Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "Sketches.quantiles: found "
              + value
              + (" for " + row + ", required a finite number or NaN."));
    }
    if (!Double.isNaN(value)) {
      sketch.update(value);
    }
    return sketch;
  }

  @Override
  public KllDoublesSketch merge(KllDoublesSketch left, KllDoublesSketch right) {
    left.merge(right);
    return left;
  }

  @Override
  public Quantiles result(KllDoublesSketch sketch) {
    if (sketch.isEmpty()) {
      return new Quantiles(0, 0, 0, Collections.nCopies(ranks.length, 0.0), 0);
    }
    return new Quantiles(
        sketch.getN(),
        sketch.getMinItem(),
        sketch.getMaxItem(),
        Arrays.stream(sketch.getQuantiles(ranks)).boxed().toList(),
        sketch.isEstimationMode() ? sketch.getNormalizedRankError(false) : 0);
  }

  @Override
  public StateSerializer<KllDoublesSketch> accumulatorSerializer() {
    return new SketchSerializer<>(
        KllDoublesSketch::toByteArray, bytes -> KllDoublesSketch.heapify(Memory.wrap(bytes)));
  }
}
