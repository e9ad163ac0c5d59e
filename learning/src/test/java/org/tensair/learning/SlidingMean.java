package org.tensair.learning;

import java.util.ArrayDeque;
import org.tensair.api.DriftDetector;

/** Sees a drift when the mean of the ten newest losses is half as large again as the least one. */
final class SlidingMean implements DriftDetector {

  private static final int LENGTH = 10;

  private final ArrayDeque<Double> newest = new ArrayDeque<>();
  private double least = Double.MAX_VALUE;

  @Override
  public String name() {
    return "sliding-mean";
  }

  @Override
  public boolean update(double value) {
    newest.addLast(value);
    if (newest.size() <= LENGTH) {
      return false;
    }
    newest.removeFirst();
    double mean = newest.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    least = Math.min(least, mean);
    boolean drift = mean > 1.5 * least;
    if (drift) {
      reset();
    }
    return drift;
  }

  @Override
  public void reset() {
    newest.clear();
    least = Double.MAX_VALUE;
  }

  @Override
  public double[] state() {
    double[] state = new double[1 + newest.size()];
    state[0] = least;
    int at = 1;
    for (double value : newest) {
      state[at++] = value;
    }
    return state;
  }

  @Override
  public void restore(double[] state) {
    reset();
    least = state[0];
    for (int i = 1; i < state.length; i++) {
      newest.addLast(state[i]);
    }
  }
}
